import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, sqlFile, statement } from '@owncourse/kernel/contract';

export interface PeriodFigures {
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

export interface PeriodRow extends PeriodFigures {
  /** Whether the budget was closed by the last day. */
  readonly is_final: boolean;
}

export interface MovedFigures {
  /** From other parts into this one, and out of it into others. */
  readonly moved_here: Pence;
  readonly moved_away: Pence;
}

export interface PartPeriodRow extends PeriodFigures, MovedFigures {
  readonly part_id: string;
  readonly route: string;
  readonly holder_name: string;
}

export interface FundPeriodRow extends PeriodFigures, MovedFigures {
  readonly from_on: string;
}

/** A fund by its budget and the day from which it was held. */
export interface FundName {
  readonly budgetId: string;
  readonly fromOn: string;
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
  readonly expenseId?: string | null;
  readonly payee?: string | null;
  /** Left out of what a fund's provider reads. */
  readonly actorId?: string;
}

const PERIOD = sqlFile(import.meta.url, './sql/period-statement.sql');
const PART_PERIODS = statement(
  'ledger.part-periods',
  `select wanted.budget_id, p.*, coalesce(o.name, n.name, '') as holder_name
   from unnest($1::uuid[]) as wanted (budget_id) cross join lateral ledger.part_periods(wanted.budget_id, $2, $3, $4) p
   left join lateral identity.organisation_names(array[p.payer_id]) o on true left join lateral identity.person_names(array[p.payer_id]) n on true`,
);
const FUND_PERIODS = statement(
  'ledger.fund-periods',
  'select * from ledger.fund_periods($1::uuid[], $2::date[], $3, $4, $5)',
);

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

  /** Of divided budgets, each part that had something in those days, in the officer's order. */
  parts(
    queries: Queries,
    budgetIds: readonly string[],
    from: string,
    to: string,
    byRecorded: boolean,
  ): Promise<PartPeriodRow[]> {
    return queries.query<PartPeriodRow>(PART_PERIODS, [budgetIds, from, to, byRecorded]);
  }

  /** Of funds of the reader's organisation, in its own days. */
  funds(
    queries: Queries,
    funds: readonly FundName[],
    from: string,
    to: string,
    today: string,
  ): Promise<FundPeriodRow[]> {
    const names = [funds.map((fund) => fund.budgetId), funds.map((fund) => fund.fromOn)];
    return queries.query<FundPeriodRow>(FUND_PERIODS, [...names, from, to, today]);
  }
}
