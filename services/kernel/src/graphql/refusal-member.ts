import { type FieldProblem, Refusal } from '../errors/refusal.js';
import { refusalWords } from '../errors/refusal-words.js';

export interface RefusalMember {
  readonly __typename: 'NotAllowed' | 'InvalidInput' | 'IdempotencyConflict';
  readonly message: string;
  readonly whatToDo: string;
  readonly reason: string;
  readonly problems: readonly FieldProblem[];
}

/** What is told field by field. */
const BY_FIELD = new Set(['INVALID_INPUT', 'PRICE_NOT_FOR_THEN']);

/** The union member for a refusal. Services with members of their own (BudgetShortfall) look at the code first. */
export function refusalMember(refusal: Refusal): RefusalMember {
  const words = refusalWords(refusal.code);
  const problems = (refusal.details['problems'] as readonly FieldProblem[] | undefined) ?? [];
  const type = BY_FIELD.has(refusal.code)
    ? 'InvalidInput'
    : refusal.code === 'IDEMPOTENCY_CONFLICT'
      ? 'IdempotencyConflict'
      : 'NotAllowed';
  return { __typename: type, ...words, reason: refusal.code, problems };
}

/** Runs an operation; a refusal becomes a union member, every other error stays an error. */
export async function orRefusal<Result, Member = RefusalMember>(
  operation: () => Result | Promise<Result>,
  member: (refusal: Refusal) => Member = refusalMember as unknown as (refusal: Refusal) => Member,
): Promise<Result | Member> {
  try {
    return await operation();
  } catch (error) {
    if (error instanceof Refusal) return member(error);
    throw error;
  }
}
