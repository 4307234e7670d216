import type { Pence } from './pence.js';

/** "24.1", "£1,024.10" or "24" as pence; null for what is no sum of pounds and pence. */
export function readPounds(text: string): Pence | null {
  const parts = /^£?\s*((?:\d{1,3}(?:,\d{3})+|\d+))(?:\.(\d{1,2}))?$/.exec(text);
  if (!parts) return null;
  return BigInt((parts[1] ?? '').replaceAll(',', '')) * 100n + BigInt((parts[2] ?? '').padEnd(2, '0'));
}

/** 2410n as "24.10" and -5n as "-0.05", as files have it and as it is read back. */
export function writePounds(pence: Pence): string {
  const digits = (pence < 0n ? -pence : pence).toString().padStart(3, '0');
  return `${pence < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
