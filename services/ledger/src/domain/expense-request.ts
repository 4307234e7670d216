import { type FieldProblem, isDay, type Pence, Refusal } from '@owncourse/kernel/contract';

export interface ExpenseRequest {
  readonly kind: string;
  readonly payee: string;
  readonly spentOn: string;
  readonly amountPence: Pence;
}

const LONGEST_PAYEE = 120;
const LONGEST_REASON = 500;
/** Far above any budget, and far below where sums no longer fit into a JSON number. */
const MOST_PENCE = 10_000_000_000n;

/** What a person wrote about money they paid, tidied. @throws Refusal INVALID_INPUT naming every field that is wrong */
export function readExpense(request: ExpenseRequest, today: string): ExpenseRequest {
  const payee = tidy(request.payee);
  const problems = payeeProblems(request);
  const wrong = (field: string, message: string) => problems.push({ field, message });
  if (!isDay(request.spentOn)) wrong('spentOn', 'Give the day on which you paid.');
  else if (request.spentOn > today) wrong('spentOn', 'Give a day up to today.');
  if (problems.length > 0) throw Refusal.invalidFields(problems);
  return { ...request, payee };
}

/** What is wrong with whom, what for and how much, whenever it is paid. */
export function payeeProblems(request: Omit<ExpenseRequest, 'spentOn'>): FieldProblem[] {
  const payee = tidy(request.payee);
  const problems: FieldProblem[] = [];
  const wrong = (field: string, message: string) => problems.push({ field, message });
  if (!/^[A-Z][A-Z_]{1,40}$/.test(request.kind)) wrong('kind', 'Choose what it was for.');
  if (payee === '') wrong('payee', 'Write who you paid.');
  if (payee.length > LONGEST_PAYEE) wrong('payee', `Write who you paid in at most ${LONGEST_PAYEE} letters.`);
  if (request.amountPence <= 0n) wrong('amountPence', 'Write a sum of more than zero.');
  if (request.amountPence > MOST_PENCE) wrong('amountPence', 'Write a sum of at most £100 million.');
  return problems;
}

/** Why an expense is put back. @throws Refusal INVALID_INPUT */
export function readReversalReason(text: string): string {
  const reason = tidy(text);
  if (reason === '') throw Refusal.invalid('reason', 'Write what was wrong.');
  if (reason.length > LONGEST_REASON)
    throw Refusal.invalid('reason', `Write what was wrong in at most ${LONGEST_REASON} letters.`);
  return reason;
}

/** Without blanks around it and without signs that turn or hide what stands beside them. */
export function tidy(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
