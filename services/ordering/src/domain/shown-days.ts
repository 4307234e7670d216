import { type Pence, Refusal } from '@owncourse/kernel/contract';
import type { PricedVisit } from './plan-change.js';

export interface ShownDays {
  /** Days of their own price, a bank holiday or a card to come, as the person was shown them. */
  readonly shownDays?: readonly { readonly day: string; readonly amountPence: Pence }[] | null;
  readonly shownUnitPricePence: Pence;
}

/** Bank holidays and cards to come cost what the person was shown for them. @throws Refusal PRICE_CHANGED for the first that does not */
export function checkShownDays({ shownDays, shownUnitPricePence }: ShownDays, visits: readonly PricedVisit[]): void {
  for (const { day, amountPence } of shownDays ?? []) {
    const visit = visits.find((one) => one.day === day);
    if (!visit || visit.amountPence === amountPence) continue;
    throw new Refusal('PRICE_CHANGED', {
      shownUnitPricePence: shownUnitPricePence.toString(),
      unitPricePence: visit.unitPricePence.toString(),
      day,
      shownPence: amountPence.toString(),
      pence: visit.amountPence.toString(),
    });
  }
}
