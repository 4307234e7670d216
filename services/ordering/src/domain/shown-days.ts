import { type Pence, Refusal } from '@owncourse/kernel/contract';
import type { PricedVisit } from './plan-change.js';

export interface ShownDays {
  /** Days of their own price, a bank holiday or a card to come, as the person was shown them: all visits of the day. */
  readonly shownDays?: readonly { readonly day: string; readonly amountPence: Pence }[] | null;
  readonly shownUnitPricePence: Pence;
}

/** Bank holidays and cards to come cost what the person was shown for them. @throws Refusal PRICE_CHANGED for the first that does not */
export function checkShownDays({ shownDays, shownUnitPricePence }: ShownDays, visits: readonly PricedVisit[]): void {
  for (const { day, amountPence } of shownDays ?? []) {
    const ofDay = visits.filter((one) => one.day === day);
    const [visit] = ofDay;
    const pence = ofDay.reduce((sum, one) => sum + one.amountPence, 0n);
    if (!visit || pence === amountPence) continue;
    throw new Refusal('PRICE_CHANGED', {
      shownUnitPricePence: shownUnitPricePence.toString(),
      unitPricePence: visit.unitPricePence.toString(),
      day,
      shownPence: amountPence.toString(),
      pence: pence.toString(),
    });
  }
}
