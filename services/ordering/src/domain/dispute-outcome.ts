import {
  formatQuantity,
  linePence,
  parseQuantity,
  type Pence,
  Refusal,
  type TenThousandths,
} from '@owncourse/kernel/contract';
import { deliveredShare, type Share } from './share.js';

export type DecisionName = 'PAY_FULL' | 'PAY_PART' | 'PAY_NOTHING';

export interface Decided {
  /** Decimal, at most four places; "0" for nothing. */
  readonly quantity: string;
  readonly pence: Pence;
}

/**
 * What a council's decision pays for: all that was entered, a smaller quantity, or nothing.
 * @param noted what the provider had entered, and the price of one unit with the day's multiplier
 * @throws Refusal INVALID_INPUT {problems: quantity}
 */
export function decidedPayment(
  decision: DecisionName,
  quantity: string | null,
  noted: {
    readonly quantity: string;
    readonly pence: Pence;
    readonly unitPricePence: Pence;
    readonly multiplier: TenThousandths;
    readonly share: Share | null;
  },
): Decided {
  if (decision === 'PAY_FULL') return { quantity: noted.quantity, pence: noted.pence };
  if (decision === 'PAY_NOTHING') return { quantity: '0', pence: 0n };
  const part = parseQuantity(quantity ?? '');
  if (part >= parseQuantity(noted.quantity))
    throw Refusal.invalid('quantity', `Enter less than ${noted.quantity}, or choose to pay all of it.`);
  const whole = linePence(part, noted.unitPricePence, [noted.multiplier]);
  return { quantity: formatQuantity(part), pence: deliveredShare(whole, noted.share, noted.pence) };
}
