import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, sqlFile } from '@owncourse/kernel/contract';

export interface PeriodRow {
  readonly budget_id: string;
  readonly opening_left: Pence;
  readonly opening_promised: Pence;
  readonly opening_spent: Pence;
  readonly closing_left: Pence;
  readonly closing_promised: Pence;
  readonly closing_spent: Pence;
  /** From funders and the person into the budget, in the period. */
  readonly came_in: Pence;
  /** Out of the budget again, not to anybody who was paid. */
  readonly went_back: Pence;
  /** Oldest first; pence as text. */
  readonly lines: readonly PeriodLine[];
}

export interface PeriodLine {
  readonly id: string;
  readonly day: string;
  readonly effectiveOn: string;
  readonly recordedAt: string;
  readonly kind: string;
  readonly amountPence: string;
  readonly leftPence: string;
  readonly orderId: string | null;
  readonly providerId: string | null;
  readonly expenseId: string | null;
  readonly payee: string | null;
  readonly actorId: string;
}

const PERIOD = sqlFile(import.meta.url, './sql/period-statement.sql');

/** Statements as the reader; row-level security leaves out what is not theirs. */
@Injectable()
export class StatementRepository {
  /** @param byRecorded true: by the London day it was written down; false: by the day it was for */
  periods(
    queries: Queries,
    budgetIds: readonly string[],
    from: string,
    to: string,
    byRecorded: boolean,
  ): Promise<PeriodRow[]> {
    return queries.query<PeriodRow>(PERIOD, [budgetIds, from, to, byRecorded]);
  }
}
