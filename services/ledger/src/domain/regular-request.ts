import { type FieldProblem, isDay, type Pence, Refusal } from '@owncourse/kernel/contract';
import { latestDay, MOST_YEARS_AHEAD } from './days-ahead.js';
import { payeeProblems, tidy } from './expense-request.js';

/** A plan as a person wrote it, tidied. @throws Refusal INVALID_INPUT naming every field that is wrong */
export function readRegular<
  Request extends {
    readonly kind: string;
    readonly payee: string;
    readonly amountPence: Pence;
    readonly firstOn: string;
    readonly lastOn?: string | null;
  },
>(request: Request, today: string): Request {
  const problems: FieldProblem[] = [...dayProblems('firstOn', request.firstOn, today)];
  const lastOn = request.lastOn ?? null;
  if (lastOn !== null) problems.push(...dayProblems('lastOn', lastOn, request.firstOn));
  problems.push(...payeeProblems(request));
  if (problems.length > 0) throw Refusal.invalidFields(problems);
  return { ...request, payee: tidy(request.payee) };
}

/** @throws Refusal INVALID_INPUT where a day is none, or before `earliest` */
export function checkRegularDay(field: string, day: string, earliest: string): void {
  const problems = dayProblems(field, day, earliest);
  if (problems.length > 0) throw Refusal.invalidFields(problems);
}

function dayProblems(field: string, day: string, earliest: string): FieldProblem[] {
  if (!isDay(day)) return [{ field, message: 'Give a day that is in the calendar.' }];
  if (day < earliest)
    return [
      {
        field,
        message: field === 'lastOn' ? 'Give a day that is not before the first.' : 'Give today or a day to come.',
      },
    ];
  return day > latestDay(earliest) ? [{ field, message: `Give a day in the next ${MOST_YEARS_AHEAD} years.` }] : [];
}
