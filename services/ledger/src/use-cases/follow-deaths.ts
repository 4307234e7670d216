import { Inject, Injectable } from '@nestjs/common';
import {
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
import { SYSTEM_ACTOR_ID } from '../contract/ledger.port.js';
import { lockBudgets } from '../contract/published.js';
import { PauseBudget } from './pause-budget.js';

interface Ending {
  readonly council_id: string;
  readonly budget_id: string;
  readonly from_on: string;
}

interface Died {
  readonly personId: string;
  readonly diedOn: string;
}

const ENDING = statement(
  'ledger.budgets-after-death',
  'select * from ledger.budgets_after_death($1::uuid[], $2::date[], $3)',
);
const REASON = 'The person has died. The budget ends the day after.';

/** A death that was entered with somebody's visits ends their budgets too. One that is ending already stays as it is. */
@Injectable()
export class FollowDeaths implements EventConsumer {
  readonly name = 'ledger.follow-deaths';
  /** Ordering stands on the ledger, so that the ledger knows its event only by name. */
  readonly types = ['ordering.person-died'];

  constructor(
    private readonly pausing: PauseBudget,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async handle(events: readonly EventEnvelope[], queries: Queries): Promise<void> {
    const at = this.clock.now();
    const today = londonDate(at);
    const deaths = events.map((event) => event.payload as unknown as Died);
    const ending = (): Promise<Ending[]> =>
      queries.query<Ending>(ENDING, [deaths.map((one) => one.personId), deaths.map((one) => one.diedOn), today]);
    const seen = await ending();
    if (seen.length === 0) return;
    void lockBudgets(
      queries,
      seen.map((one) => one.budget_id),
      false,
    );
    const locked = new Set(seen.map((one) => one.budget_id));
    // Looked at again under the lock: an officer may have ended one in between.
    for (const one of (await ending()).filter(({ budget_id }) => locked.has(budget_id)))
      await this.pausing.end(
        {
          queries,
          councilId: one.council_id,
          budgetId: one.budget_id,
          decisionId: this.ids.next(),
          reason: REASON,
          at,
          today,
          acting: { actorId: SYSTEM_ACTOR_ID, onBehalfOf: null, mandateId: null },
        },
        one.from_on,
        'DEATH',
      );
  }
}
