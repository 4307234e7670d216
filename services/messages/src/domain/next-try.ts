const MINUTES = 60_000;
const WAITS = [1, 5, 15, 60, 240, 720, 1440].map((minutes) => minutes * MINUTES);

/** Milliseconds until the next try after so many failed ones; null when it is given up. */
export function waitAfter(tries: number): number | null {
  return WAITS[tries - 1] ?? null;
}

const ADDRESS = /[^\s<>"',;:()]+@[^\s<>"',;:()]+/g;

/** A mail server's words without anybody's address, short enough to keep. */
export function withoutAddresses(text: string): string {
  return text.replaceAll(ADDRESS, '(address)').slice(0, 300);
}
