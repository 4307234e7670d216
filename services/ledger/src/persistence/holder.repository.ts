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
const FUNDS_HELD = statement(
  'ledger.funds-held',
  'select f.*, n.name as person_name from ledger.funds_held($1) f left join lateral identity.person_names(array[f.person_id]) n on true',
);

export interface FundHeldRow {
  readonly budget_id: string;
  readonly person_name: string | null;
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

  /** The reader's organisation's own part of each fund that it holds or held. */
  fundsHeld(queries: Queries, today: string): Promise<FundHeldRow[]> {
    return queries.query<FundHeldRow>(FUNDS_HELD, [today]);
  }
}
