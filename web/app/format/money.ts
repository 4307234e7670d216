const thousands = /\B(?=(?:\d{3})+(?!\d))/g;

/**
 * Integer pence as people read it: 2410 → "£24.10", 4000 → "£40", 120460 → "£1,204.60".
 * Worked out on the digits, so no sum is ever rounded. Throws on anything but a whole number of pence.
 */
export function formatPence(pence: number): string {
  if (!Number.isSafeInteger(pence)) throw new RangeError(`Not a whole number of pence: ${pence}`);
  const digits = String(Math.abs(pence)).padStart(3, '0');
  const pounds = digits.slice(0, -2).replace(thousands, ',');
  const rest = digits.slice(-2);
  return `${pence < 0 ? '−' : ''}£${pounds}${rest === '00' ? '' : `.${rest}`}`;
}
