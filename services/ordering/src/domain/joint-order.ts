import type { PlaceOrderInput } from '../contract/order-inputs.js';
import { type WantedTime, wantedTimes } from './times-of-day.js';

/** Why what all said yes to could not be ordered. */
export type JointFailure = 'MONEY' | 'PRICE' | 'LIMIT' | 'MANDATE' | 'OTHER';

const FAILURES: Readonly<Record<string, JointFailure>> = {
  BUDGET_SHORTFALL: 'MONEY',
  BUDGET_CLOSED: 'MONEY',
  NO_BUDGET: 'MONEY',
  OUTSIDE_BUDGET_PERIOD: 'MONEY',
  PRICE_CHANGED: 'PRICE',
  OWN_MONEY_CHANGED: 'PRICE',
  NOT_ORDERABLE: 'PRICE',
  PRICE_NOT_FOR_THEN: 'PRICE',
  OVER_ORDER_LIMIT: 'LIMIT',
  OVER_MONTH_LIMIT: 'LIMIT',
  JOINT_MANDATE_ENDED: 'MANDATE',
  JOINT_MANDATE_ADDED: 'MANDATE',
  UNDECLARED_CONFLICT: 'MANDATE',
  CONFLICT_WITHOUT_COUNCIL: 'MANDATE',
};

/** @param code of the refusal that placing it met */
export function jointFailure(code: string): JointFailure {
  return FAILURES[code] ?? 'OTHER';
}

const WORDS: Readonly<Record<JointFailure, string>> = {
  MONEY: 'There is not enough money left for it now. Nothing was ordered. You can order less, or later.',
  PRICE: 'The price is another one now. Nothing was ordered. Look at the new price and order again.',
  LIMIT: 'It is more than one of you may order. Nothing was ordered. You can order less, or ask the council.',
  MANDATE:
    'Not all of those who must say yes may do so any more. Nothing was ordered. Ask the council who may act now.',
  OTHER: 'It cannot be ordered any more. Nothing was ordered. You can order again.',
};

export function jointFailureWords(failure: JointFailure | null): string | null {
  return failure === null ? null : WORDS[failure];
}

/** What JSON keeps of an order's input: sums as text, and neither its key nor a telephone call. */
export function keptInput(input: PlaceOrderInput): Readonly<Record<string, unknown>> {
  return {
    personId: input.personId,
    variantId: input.variantId,
    quantity: input.quantity,
    startTime: input.startTime,
    moreTimes: input.moreTimes ?? null,
    oneOff: input.oneOff ?? null,
    standing: input.standing ?? null,
    meetFirst: input.meetFirst ?? null,
    place: input.place,
    note: input.note ?? null,
    shownUnitPricePence: input.shownUnitPricePence.toString(),
    shownDays: (input.shownDays ?? []).map(({ day, amountPence }) => ({ day, amountPence: amountPence.toString() })),
    agreedOwnMoneyPence: input.agreedOwnMoneyPence?.toString() ?? null,
    ...(input.ownPurchase ? { ownPurchase: input.ownPurchase } : {}),
  };
}

/** The same as it came from the database, for the budget it was shown for. */
export function sentInput(kept: Readonly<Record<string, unknown>>, budgetId: string): PlaceOrderInput {
  const { shownUnitPricePence, shownDays, agreedOwnMoneyPence, ...rest } = kept as unknown as Omit<
    PlaceOrderInput,
    'shownUnitPricePence' | 'shownDays' | 'agreedOwnMoneyPence'
  > & {
    readonly shownUnitPricePence: string;
    readonly shownDays: readonly { readonly day: string; readonly amountPence: string }[];
    readonly agreedOwnMoneyPence: string | null;
  };
  return {
    ...rest,
    idempotencyKey: '',
    budgetId,
    shownUnitPricePence: BigInt(shownUnitPricePence),
    shownDays: shownDays.map(({ day, amountPence }) => ({ day, amountPence: BigInt(amountPence) })),
    agreedOwnMoneyPence: agreedOwnMoneyPence === null ? null : BigInt(agreedOwnMoneyPence),
  };
}

/** The visits of one of its days, earliest first, from what JSON keeps of it. */
export function jointTimes(kept: Readonly<Record<string, unknown>>): readonly WantedTime[] {
  const { startTime, quantity, moreTimes } = kept as unknown as Pick<
    PlaceOrderInput,
    'startTime' | 'quantity' | 'moreTimes'
  >;
  // It was looked at when it was asked for.
  return wantedTimes({ startTime, quantity, moreTimes: moreTimes ?? [] }, true, []);
}
