import { Inject, Injectable } from '@nestjs/common';
import {
  appendEvent,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  londonDate,
  NOBODY,
  type Pence,
  type Queries,
  statement,
} from '@owncourse/kernel/contract';
import { BUDGET_CLOSED, type BudgetClosed } from '../contract/events.js';
import { SYSTEM_ACTOR_ID } from '../contract/ledger.port.js';
import { type Acting, lockBudgets } from '../contract/published.js';

interface Turned {
  readonly council_id: string;
  readonly person_id: string;
  readonly state_before: string;
  readonly state_now: string;
  readonly cause: string | null;
  readonly reclaimed_pence: Pence;
}

const TO_TURN = statement('ledger.budgets-to-turn', 'select * from ledger.budgets_to_turn($1) as budget_id');
const TO_FOLLOW = statement('ledger.splits-to-follow', 'select * from ledger.splits_to_follow($1) as budget_id');
const FOLLOW = statement(
  'ledger.follow-splits',
  'select ledger.follow_splits($1, $2, $3, row($4::uuid, $5::uuid, $6::uuid)::ledger.acting)',
);
const TURN = statement(
  'ledger.turn-budget',
  'select * from ledger.turn_budget($1, $2, $3, $4, row($5::uuid, $6::uuid, $7::uuid)::ledger.acting)',
);

@Injectable()
export class TurnBudgets {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Job. Pauses, restarts, ends and new divisions whose day has come; a budget a transaction, safe beside itself. */
  async run(): Promise<void> {
    const at = this.clock.now();
    const acting = { actorId: SYSTEM_ACTOR_ID, onBehalfOf: null, mandateId: null };
    for (const { budget_id } of await this.database.call<{ budget_id: string }>(TO_TURN, [londonDate(at)]))
      await this.database.transaction(NOBODY, (queries) => this.turn(queries, budget_id, at, acting));
    for (const { budget_id } of await this.database.call<{ budget_id: string }>(TO_FOLLOW, [londonDate(at)]))
      await this.database.transaction(NOBODY, (queries) => this.divide(queries, budget_id, at, acting));
  }

  /** The money of one budget follows the divisions whose day has come, each once, under its lock. */
  private async divide(queries: Queries, budgetId: string, at: Date, acting: Acting): Promise<void> {
    void lockBudgets(queries, [budgetId], false);
    await queries.query(FOLLOW, [budgetId, londonDate(at), at, acting.actorId, acting.onBehalfOf, acting.mandateId]);
  }

  /** Turns one budget to the state of the day, and tells when it closed. */
  async turn(queries: Queries, budgetId: string, at: Date, acting: Acting): Promise<void> {
    const [turned] = await queries.query<Turned>(TURN, [
      budgetId,
      this.ids.next(),
      londonDate(at),
      at,
      acting.actorId,
      acting.onBehalfOf,
      acting.mandateId,
    ]);
    if (turned?.state_now !== 'CLOSED' || turned.state_before === 'CLOSED') return;
    const payload: BudgetClosed = {
      budgetId,
      personId: turned.person_id,
      cause: turned.cause ?? 'OTHER',
      reclaimedPence: turned.reclaimed_pence.toString(),
    };
    void appendEvent(queries, {
      id: this.ids.next(),
      type: BUDGET_CLOSED,
      version: 1,
      councilId: turned.council_id,
      payload: { ...payload },
      occurredAt: at,
    });
  }
}
