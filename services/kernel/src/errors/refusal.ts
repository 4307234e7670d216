/** JSON that travels with a refusal: sums in pence as strings, ids, field names. */
export type RefusalDetails = Readonly<Record<string, unknown>>;

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/**
 * An expected "no": nothing was changed. Raised in TypeScript or by SQL functions
 * (`kernel.refuse(code, details)`, SQLSTATE OC001) and turned into a member of a GraphQL result union.
 */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly details: RefusalDetails = {},
  ) {
    super(code);
    this.name = 'Refusal';
  }

  static invalid(field: string, message: string): Refusal {
    return Refusal.invalidFields([{ field, message }]);
  }

  static invalidFields(problems: readonly FieldProblem[]): Refusal {
    return new Refusal('INVALID_INPUT', { problems });
  }

  /** The same answer for a foreign id and for one that does not exist. */
  static notFound(): Refusal {
    return new Refusal('NOT_FOUND');
  }
}

interface PostgresFailure {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly detail?: unknown;
}

const REFUSED = 'OC001';

/** Turns what Postgres raised through `kernel.refuse` into a Refusal; every other error stays itself. */
export function asRefusal(error: unknown): unknown {
  const failure = error as PostgresFailure | null;
  if (failure?.code !== REFUSED) return error;
  const details = typeof failure.detail === 'string' ? (JSON.parse(failure.detail) as RefusalDetails) : {};
  return new Refusal(String(failure.message), details);
}
