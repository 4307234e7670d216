import { Injectable } from '@nestjs/common';
import { Database, type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { StoredContributionPolicy } from '../domain/read-contribution-policy.js';
import type { ContributionReason } from '../domain/contribution-policy.js';

export interface ContributionSumsRow {
  readonly budget_id: string;
  readonly netting: 'NET' | 'GROSS';
  readonly charged_pence: Pence;
  readonly collected_pence: Pence;
  readonly reimbursed_pence: Pence;
}

export interface AssessmentRow {
  readonly budget_id: string;
  readonly from_on: string;
  readonly until_on: string | null;
  readonly weekly_pence: Pence;
  readonly netting: 'NET' | 'GROSS';
  readonly certain: boolean;
  /** Pence as text. */
  readonly reasons: readonly { readonly reason: ContributionReason['reason']; readonly pence: string }[];
}

/** The latest of a budget. */
export interface ContributionRequestRow {
  readonly budget_id: string;
  readonly amount_pence: Pence;
  readonly collected_before_pence: Pence;
  readonly asked_on: string;
  readonly pay_by: string;
  readonly asked_by_name: string;
}

const SUMS = statement(
  'ledger.contribution-sums',
  'select wanted.budget_id, s.* from unnest($1::uuid[]) as wanted (budget_id) cross join lateral ledger.contribution_sums(wanted.budget_id, $2) s',
);
const ASSESSMENTS = statement(
  'ledger.contribution-assessments',
  `select a.budget_id, lower(a.covers) as from_on, upper(a.covers) - 1 as until_on, a.weekly_pence, a.netting,
     coalesce(r.certain, true) as certain, coalesce(r.reasons, '[]') as reasons
   from ledger.contribution_assessment a
   left join lateral (
     select certain, reasons from ledger.contribution_result r where r.budget_id = a.budget_id and r.from_on = lower(a.covers)
     order by r.recorded_at desc, r.id desc limit 1
   ) r on true
   where a.budget_id = any ($1::uuid[]) order by a.budget_id, lower(a.covers) desc`,
);
const REQUESTS = statement(
  'ledger.contribution-requests',
  `select distinct on (r.budget_id) r.budget_id, r.amount_pence, r.collected_before_pence, r.asked_on, r.pay_by,
     (select coalesce(max(n.name), '') from identity.person_names(array[r.asked_by]) n) as asked_by_name
   from ledger.contribution_request r where r.budget_id = any ($1::uuid[]) order by r.budget_id, r.position desc`,
);
const WEEKLY = statement(
  'ledger.weekly-on',
  'select weekly_pence from ledger.budget_step where budget_id = $1 and from_on <= $2 order by from_on desc limit 1',
);
const POLICY = statement(
  'ledger.contribution-policy',
  `select identity.policy($1, 'percentOfDisposableIncome', $2) as "percentOfDisposableIncome", identity.policy($1, 'capitalLimit', $2) as "capitalLimit",
     identity.policy($1, 'weeklyCap', $2) as "weeklyCap", identity.policy($1, 'chargesHomecare', $2) as "chargesHomecare", identity.policy($1, 'netOrGross', $2) as "netOrGross"`,
);

/** Reads contributions as the reader; row-level security leaves out what is not theirs. */
@Injectable()
export class ContributionRepository {
  constructor(private readonly database: Database) {}

  /** Two rows for each budget: net and gross. */
  sums(queries: Queries, budgetIds: readonly string[], on: string): Promise<ContributionSumsRow[]> {
    return queries.query<ContributionSumsRow>(SUMS, [budgetIds, on]);
  }

  /** The latest first. */
  assessments(queries: Queries, budgetIds: readonly string[]): Promise<AssessmentRow[]> {
    return queries.query<AssessmentRow>(ASSESSMENTS, [budgetIds]);
  }

  /** At most one of each budget. */
  requests(queries: Queries, budgetIds: readonly string[]): Promise<ContributionRequestRow[]> {
    return queries.query<ContributionRequestRow>(REQUESTS, [budgetIds]);
  }

  async weeklyOn(queries: Queries, budgetId: string, on: string): Promise<Pence> {
    const [step] = await queries.query<{ weekly_pence: Pence }>(WEEKLY, [budgetId, on]);
    return step?.weekly_pence ?? 0n;
  }

  async policy(councilId: string, on: string): Promise<StoredContributionPolicy> {
    const [stored] = await this.database.call<StoredContributionPolicy>(POLICY, [councilId, on]);
    if (!stored) throw new Error('A statement without a table gave no row.');
    return stored;
  }
}
