import { type FieldProblem, isDay, isReadable, type Pence } from '@owncourse/kernel/contract';
import type { GrantMandate, MandateTypeName } from '../contract/identity.port.js';

/** What a person can give by saying so. Every other type stands on papers that an officer has to see. */
const BY_WORD_ALONE: ReadonlySet<MandateTypeName> = new Set<MandateTypeName>(['NOMINEE', 'BROKER']);
/** What lapses when the person loses capacity: what they gave by saying so. Attorney, deputy and trustee stay. */
export const LAPSE_WITH_CAPACITY: readonly MandateTypeName[] = [...BY_WORD_ALONE];

const SCOPES: ReadonlySet<string> = new Set(['VIEW', 'ORDER', 'CONFIRM', 'PAY']);
const LONGEST_TEXT = 1000;

export function needsEvidence(type: MandateTypeName): boolean {
  return !BY_WORD_ALONE.has(type);
}

function isNotMoney(limit: Pence | null | undefined): boolean {
  return limit !== null && limit !== undefined && limit <= 0n;
}

/** What is wrong with a mandate's terms, field by field. @param earliest the first day it may start on */
export function termsProblems(
  mandate: Pick<
    GrantMandate,
    'scopes' | 'startsOn' | 'endsOn' | 'perOrderLimitPence' | 'perMonthLimitPence' | 'evidence' | 'declaredConflict'
  >,
  earliest: string,
): FieldProblem[] {
  const { scopes, startsOn, endsOn } = mandate;
  const problems: FieldProblem[] = [];
  const wrong = (field: string, message: string) => problems.push({ field, message });
  if (scopes.length === 0 || scopes.some((scope) => !SCOPES.has(scope)))
    wrong('scopes', 'Choose at least one thing they may do.');
  if (!isDay(startsOn) || startsOn < earliest) wrong('startsOn', 'Choose today or a later day.');
  if (endsOn && (!isDay(endsOn) || endsOn < startsOn)) wrong('endsOn', 'The last day must not be before the first.');
  for (const field of ['perOrderLimitPence', 'perMonthLimitPence'] as const) {
    if (isNotMoney(mandate[field])) wrong(field, 'Write a sum of more than zero, or leave it empty.');
  }
  for (const field of ['evidence', 'declaredConflict'] as const) {
    const text = mandate[field];
    if (text && (text.length > LONGEST_TEXT || !isReadable(text)))
      wrong(field, `Use at most ${LONGEST_TEXT} letters, and none that cannot be seen.`);
  }
  return problems;
}
