import { Inject, Injectable } from '@nestjs/common';
import {
  appendEvent,
  CLOCK,
  type Clock,
  type EventConsumer,
  type EventEnvelope,
  IDS,
  type IdSource,
  londonDate,
  type Queries,
  statement,
} from '@owncourse/kernel/contract';
import {
  BUDGET_CLOSED,
  BUDGET_CLOSING,
  type BudgetFromDay,
  type BudgetTold,
  FUND_MOVED,
  type FundMoved,
  SYSTEM_ACTOR_ID,
} from '@owncourse/ledger/contract';
import { VISITS_CANCELLED, type VisitsCancelled } from '../contract/events.js';

interface Ended {
  readonly council_id: string;
  readonly order_id: string;
  readonly visit_ids: readonly string[];
}

const FOLLOW = statement(
  'ordering.follow-ended-budget',
  'select * from ordering.follow_ended_budget($1, $2, $3, $4, $5, $6)',
);
/** A closed budget has nothing more to come, whatever its day. */
const ANY_DAY = '0001-01-01';

/**
 * A budget that ends takes its orders with it, from its day on; so does a fund that leaves a provider, where the council's
 * policy says so. Nobody is charged a fee for that.
 */
@Injectable()
export class FollowEndedBudgets implements EventConsumer {
  readonly name = 'ordering.follow-ended-budgets';
  readonly types = [BUDGET_CLOSING, BUDGET_CLOSED, FUND_MOVED];

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async handle(events: readonly EventEnvelope[], queries: Queries): Promise<void> {
    // By budget, as everybody locks them.
    const told = events
      .filter((event) => event.type !== FUND_MOVED || (event.payload as unknown as FundMoved).openOrders === 'end')
      .map((event) => event.payload as unknown as BudgetTold & Partial<BudgetFromDay & FundMoved>)
      .sort((left, right) => (left.budgetId < right.budgetId ? -1 : 1));
    const at = this.clock.now();
    for (const { budgetId, fromOn, fromProviderId } of told) {
      const ended = await queries.query<Ended>(FOLLOW, [
        budgetId,
        fromProviderId ?? null,
        fromOn ?? ANY_DAY,
        at,
        londonDate(at),
        SYSTEM_ACTOR_ID,
      ]);
      for (const one of ended) this.tell(queries, one, at);
    }
  }

  private tell(queries: Queries, ended: Ended, at: Date): void {
    const payload: VisitsCancelled = { orderId: ended.order_id, occurrenceIds: [...ended.visit_ids], feePence: '0' };
    void appendEvent(queries, {
      id: this.ids.next(),
      type: VISITS_CANCELLED,
      version: 1,
      councilId: ended.council_id,
      payload: { ...payload },
      occurredAt: at,
    });
  }
}
