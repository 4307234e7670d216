import { Refusal } from '../errors/refusal.js';

/** Whole pence. Never a floating-point number. */
export type Pence = bigint;

/** A quantity in ten-thousandths: 1.5 hours is 15000n (four decimal places, model.md "Money"). */
export type TenThousandths = bigint;

const QUANTITY = /^(\d{1,9})(?:\.(\d{1,4}))?$/;
const SCALE = 10_000n;

/**
 * Reads a decimal quantity with at most four places.
 * @throws Refusal INVALID_INPUT when it is not a positive decimal, or has more than four places.
 */
export function parseQuantity(text: string, field = 'quantity'): TenThousandths {
  const match = QUANTITY.exec(text);
  if (!match)
    throw Refusal.invalid(field, 'Write a number such as 2 or 1.5, with at most four digits after the point.');
  const scaled = BigInt(match[1] ?? '0') * SCALE + BigInt((match[2] ?? '').padEnd(4, '0'));
  if (scaled === 0n) throw Refusal.invalid(field, 'The number must be more than zero.');
  return scaled;
}

/** The shortest decimal that says the same: 15000n is "1.5". */
export function formatQuantity(quantity: TenThousandths): string {
  const whole = quantity / SCALE;
  const fraction = (quantity % SCALE).toString().padStart(4, '0').replace(/0+$/, '');
  return fraction ? `${whole}.${fraction}` : `${whole}`;
}

/** Divides and rounds half away from zero, the one rounding rule for money (model.md "Money"). */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const top = numerator < 0n ? -numerator : numerator;
  const bottom = denominator < 0n ? -denominator : denominator;
  const rounded = (top * 2n + bottom) / (bottom * 2n);
  return negative ? -rounded : rounded;
}

/**
 * quantity × unit price × multipliers, rounded once, half away from zero.
 * @param unitPence pence for one unit
 * @param multipliers decimals such as "1.5" for a bank holiday
 */
export function linePence(
  quantity: TenThousandths,
  unitPence: Pence,
  multipliers: readonly TenThousandths[] = [],
): Pence {
  const numerator = multipliers.reduce((product, multiplier) => product * multiplier, quantity * unitPence);
  return divideRounded(numerator, SCALE ** BigInt(1 + multipliers.length));
}

/** "£24.10", "£40", "−£3.05": pence only when not whole (design.md "Words"). */
export function formatPounds(pence: Pence): string {
  const absolute = pence < 0n ? -pence : pence;
  const pounds = (absolute / 100n).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const rest = absolute % 100n;
  return `${pence < 0n ? '−' : ''}£${pounds}${rest === 0n ? '' : `.${rest.toString().padStart(2, '0')}`}`;
}
