import { addDays, daysBetween, divideRounded, type Pence } from '@owncourse/kernel/contract';

export interface PlannedInstalment {
  readonly kind: 'INSTALMENT' | 'CONTRIBUTION';
  readonly dueOn: string;
  readonly coversThrough: string;
  readonly amountPence: Pence;
}

export interface InstalmentTerms {
  readonly startsOn: string;
  /** First day after the budget. */
  readonly endsBefore: string;
  readonly weeklyPence: Pence;
  readonly intervalWeeks: 1 | 4;
  readonly contributionPence: Pence;
  readonly netting: 'NET' | 'GROSS';
}

/**
 * What is to come into a budget, in advance, every one or four weeks; a last, shorter stretch gets its days' share.
 * Net: the council posts its share and the contribution is expected beside it. Gross: the council posts the whole
 * (model.md "Money"). A contribution is never more than the budget.
 */
export function planInstalments(terms: InstalmentTerms): PlannedInstalment[] {
  const contribution = terms.contributionPence > terms.weeklyPence ? terms.weeklyPence : terms.contributionPence;
  const personPays = terms.netting === 'NET' ? contribution : 0n;
  const plan: PlannedInstalment[] = [];
  for (let from = terms.startsOn; from < terms.endsBefore; from = addDays(from, terms.intervalWeeks * 7)) {
    const whole = addDays(from, terms.intervalWeeks * 7);
    const before = whole < terms.endsBefore ? whole : terms.endsBefore;
    const days = BigInt(daysBetween(from, before));
    const due = divideRounded(terms.weeklyPence * days, 7n);
    const own = divideRounded(personPays * days, 7n);
    const stretch = { dueOn: from, coversThrough: addDays(before, -1) };
    if (due > own) plan.push({ kind: 'INSTALMENT', ...stretch, amountPence: due - own });
    if (own > 0n) plan.push({ kind: 'CONTRIBUTION', ...stretch, amountPence: own });
  }
  return plan;
}
