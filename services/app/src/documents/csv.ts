/** One field: quoted, and never a formula to a spreadsheet. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Pence as plain pounds for a spreadsheet: 120460 is 1204.60. */
export function csvPounds(pence: number): string {
  const digits = String(Math.abs(pence)).padStart(3, '0');
  return `${pence < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Texts are quoted, numbers are not. */
export function csv(rows: readonly (readonly (string | { readonly pence: number })[])[]): string {
  const lines = rows.map((row) => row.map((one) => (typeof one === 'string' ? field(one) : csvPounds(one.pence))));
  // Spreadsheets read UTF-8 only with the mark in front.
  return `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}
