import { daysBetween, isDay, type Pence, Refusal } from '@owncourse/kernel/contract';
import { SYSTEM_ACTOR_ID } from '../contract/ledger.port.js';
import type { PeriodFigures, PeriodLine } from '../persistence/statement.repository.js';

export type StatementBy = 'RECORDED' | 'EFFECTIVE';
/** Two years, with a leap day. */
const LONGEST_DAYS = 731;

export interface Figures {
  readonly leftPence: Pence;
  readonly promisedPence: Pence;
  readonly spentPence: Pence;
}

/** @throws Refusal INVALID_INPUT on to */
export function checkDays(from: string, to: string): void {
  if (!isDay(from) || !isDay(to) || to < from)
    throw Refusal.invalid('to', 'The last day must not be before the first.');
  if (daysBetween(from, to) > LONGEST_DAYS) throw Refusal.invalid('to', 'Choose two years at the most.');
}

export function openingFigures(row: PeriodFigures): Figures {
  return { leftPence: row.opening_left, promisedPence: row.opening_promised, spentPence: row.opening_spent };
}

export function closingFigures(row: PeriodFigures): Figures {
  return { leftPence: row.closing_left, promisedPence: row.closing_promised, spentPence: row.closing_spent };
}

/** @param inPart what is left is one part's, and its words say so */
export function lineView(line: PeriodLine, inPart: boolean): Record<string, unknown> {
  return {
    ...line,
    inPart,
    expenseId: line.expenseId ?? null,
    payee: line.payee ?? null,
    actorId: line.actorId ?? SYSTEM_ACTOR_ID,
    on: line.effectiveOn,
    recordedAt: new Date(line.recordedAt),
    amountPence: BigInt(line.amountPence),
    leftPence: BigInt(line.leftPence),
  };
}
