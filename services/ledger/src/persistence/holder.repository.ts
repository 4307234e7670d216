import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { PossibleHolder } from '../domain/holding-routes.js';

export interface FunderAccountRow {
  /** Null for all of a council's. */
  readonly budget_id: string | null;
  readonly kind: string;
  readonly put_in_pence: Pence;
  readonly bought_pence: Pence;
  readonly given_back_pence: Pence;
}

const POSSIBLE = statement('ledger.possible-holders', 'select id, kind, name from identity.possible_holders($1, $2)');
const ACCOUNTS = statement('ledger.funder-accounts', 'select * from ledger.funder_accounts($1, $2::uuid[], $3, $4)');
const PARTS = statement(
  'ledger.parts-of-budgets',
  `select p.*, coalesce(o.name, n.name, '') as holder_name from ledger.parts_of_budgets($1::uuid[], $2) p
   left join lateral identity.organisation_names(array[p.payer_id]) o on true left join lateral identity.person_names(array[p.payer_id]) n on true`,
);
const EFFECT = statement(
  'ledger.split-effect',
  `select e.*, coalesce(o.name, n.name, '') as holder_name from ledger.split_effect($1, $2) e
   left join lateral identity.organisation_names(array[e.payer_id]) o on true left join lateral identity.person_names(array[e.payer_id]) n on true`,
);
const FUNDS_HELD = statement(
  'ledger.funds-held',
  `select f.*, n.name as person_name, o.name as holder_name from ledger.funds_held($1) f left join lateral identity.person_names(array[f.person_id]) n on true
   left join lateral identity.organisation_names(array[kernel.scope_organisation()]) o on true`,
);

export interface PartRow {
  readonly budget_id: string;
  readonly part_id: string;
  readonly route: string;
  readonly payer_id: string;
  readonly holder_name: string;
  /** Null: the rest. */
  readonly weekly_pence: Pence | null;
  readonly available_pence: Pence;
  readonly committed_pence: Pence;
  readonly owed_pence: Pence;
  readonly is_over: boolean;
  /** First day on which it will not pay for what is planned. */
  readonly short_on: string | null;
}

export interface SplitEffectRow extends Pick<
  PartRow,
  'part_id' | 'route' | 'holder_name' | 'weekly_pence' | 'is_over'
> {
  readonly has_pence: Pence;
  readonly gets_pence: Pence;
}

export interface FundHeldRow {
  readonly budget_id: string;
  readonly person_name: string | null;
  readonly holder_name: string | null;
  readonly from_on: string;
  readonly until_on: string | null;
  readonly came_in_pence: Pence;
  readonly bought_pence: Pence;
  readonly left_pence: Pence | null;
}

/** Who may hold a person's money, and what each funder's share bought. The caller has asked whether the reader may know. */
@Injectable()
export class HolderRepository {
  possible(queries: Queries, personId: string, on: string): Promise<PossibleHolder[]> {
    return queries.query<PossibleHolder>(POSSIBLE, [personId, on]);
  }

  /** All of a council's together. */
  councilAccounts(queries: Queries, councilId: string, from: string, to: string): Promise<FunderAccountRow[]> {
    return queries.query<FunderAccountRow>(ACCOUNTS, [councilId, null, from, to]);
  }

  /** Of budgets that the reader may see, since they began. */
  budgetAccounts(queries: Queries, budgetIds: readonly string[], to: string): Promise<FunderAccountRow[]> {
    return queries.query<FunderAccountRow>(ACCOUNTS, [null, budgetIds, '0001-01-01', to]);
  }

  /** The parts of those budgets that are held in several ways, in their order; those that are over last. */
  parts(queries: Queries, budgetIds: readonly string[], today: string): Promise<PartRow[]> {
    return queries.query<PartRow>(PARTS, [budgetIds, today]);
  }

  /** What a division that was not followed yet would leave in each part. */
  splitEffect(queries: Queries, budgetId: string, decisionId: string): Promise<SplitEffectRow[]> {
    return queries.query<SplitEffectRow>(EFFECT, [budgetId, decisionId]);
  }

  /** The reader's organisation's own part of each fund that it holds or held. */
  fundsHeld(queries: Queries, today: string): Promise<FundHeldRow[]> {
    return queries.query<FundHeldRow>(FUNDS_HELD, [today]);
  }
}
