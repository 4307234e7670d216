import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  londonDate,
  orReplay,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { lockBudgets } from '../contract/published.js';
import type { RecordInstalmentInput } from '../contract/ledger.port.js';
import { BudgetRepository } from '../persistence/budget.repository.js';

const SCHEDULE = statement('ledger.schedule-instalments', 'select ledger.schedule_instalments($1, $2, $3)');
const POST = statement(
  'ledger.post-due-instalments',
  'select ledger.post_due_instalments($1, $2, $3::text[], $4, row($5::uuid, null, null)::ledger.acting)',
);

/** Far above any budget, and far below where sums no longer fit into a JSON number. */
const MOST_PENCE = 10_000_000_000n;

@Injectable()
export class RecordInstalment {
  constructor(
    private readonly database: Database,
    private readonly budgets: BudgetRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** A one-off sum on top of the instalments, posted at once when its day has come. @returns the budget's id */
  async run(actor: Actor, input: RecordInstalmentInput): Promise<string> {
    const councilId = isId(input.budgetId) ? await this.budgets.councilOf(actor, input.budgetId) : null;
    if (!councilId) throw Refusal.notFound();
    requireAccess(actor, 'recordInstalment', { councilId });
    if (input.amountPence <= 0n) throw Refusal.invalid('amountPence', 'Write a sum of more than zero.');
    if (input.amountPence > MOST_PENCE) throw Refusal.invalid('amountPence', 'Write a sum of at most £100 million.');
    const at = this.clock.now();
    const instalment = {
      id: this.ids.next(),
      kind: 'ONE_OFF',
      fundingKind: 'SOCIAL_CARE',
      dueOn: input.onDate,
      coversThrough: input.onDate,
      amountPence: input.amountPence.toString(),
    };
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          const { idempotencyKey, ...rest } = input;
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'recordInstalment',
            key: idempotencyKey,
            input: rest,
            result: {},
            at,
          });
          void lockBudgets(queries, [input.budgetId]);
          void queries.query(SCHEDULE, [councilId, input.budgetId, JSON.stringify([instalment])]);
          void queries.query(POST, [input.budgetId, londonDate(at), ['ONE_OFF'], at, actor.personId]);
        }),
      () => undefined,
    );
    return input.budgetId;
  }
}
