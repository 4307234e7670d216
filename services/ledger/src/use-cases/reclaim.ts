import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  isReadable,
  londonDate,
  NOBODY,
  orReplay,
  type Pence,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { DecideReclaimInput, DisagreeWithReclaimInput } from '../contract/budget-life.port.js';
import { RECLAIM_DECIDED, RECLAIM_PROPOSED, type ReclaimTold } from '../contract/events.js';
import { BudgetRepository } from '../persistence/budget.repository.js';
import { BudgetDecisions, checkSum } from './budget-decisions.js';

interface Proposed {
  readonly council_id: string;
  readonly reclaim_id: string;
  readonly budget_id: string;
  readonly person_id: string;
  readonly proposed_pence: Pence;
}

const PROPOSE = statement('ledger.propose-reclaims', 'select * from ledger.propose_reclaims($1, $2)');
const DECIDE = statement(
  'ledger.decide-reclaim',
  'select ledger.decide_reclaim($1, $2, $3, $4, $5, $6, row($7::uuid, null, null)::ledger.acting)',
);
const DISAGREE = statement('ledger.disagree-with-reclaim', 'select ledger.disagree_with_reclaim($1, $2, $3, $4)');
const MOST_LETTERS = 1000;

/** Money over the council's reserve: proposed by a job, seen by the person first, decided by an officer. */
@Injectable()
export class Reclaim {
  constructor(
    private readonly database: Database,
    private readonly budgets: BudgetRepository,
    private readonly decisions: BudgetDecisions,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Job. All councils in one statement; a copy beside it proposes nothing twice. */
  async propose(): Promise<void> {
    const at = this.clock.now();
    await this.database.transaction(NOBODY, async (queries) => {
      for (const one of await queries.query<Proposed>(PROPOSE, [londonDate(at), at])) {
        const payload: ReclaimTold = {
          budgetId: one.budget_id,
          personId: one.person_id,
          reclaimId: one.reclaim_id,
          pence: one.proposed_pence.toString(),
        };
        void appendEvent(queries, {
          id: this.ids.next(),
          type: RECLAIM_PROPOSED,
          version: 1,
          councilId: one.council_id,
          payload: { ...payload },
          occurredAt: at,
        });
      }
    });
  }

  async decide(actor: Actor, input: DecideReclaimInput): Promise<string> {
    checkSum(input.takePence, 'takePence', 0n);
    const found = await this.visible(actor, input.reclaimId);
    return this.decisions.run(actor, 'decideReclaim', { ...input, budgetId: found.budget_id }, (deciding) => {
      const { queries, budgetId, reason, today, at, acting } = deciding;
      void queries.query(DECIDE, [
        budgetId,
        input.reclaimId,
        input.takePence.toString(),
        reason,
        today,
        at,
        acting.actorId,
      ]);
      this.decisions.tell(deciding, RECLAIM_DECIDED, {
        budgetId,
        personId: found.person_id,
        reclaimId: input.reclaimId,
        pence: input.takePence.toString(),
      });
    });
  }

  /** The person's word, for the officer to read before deciding. */
  async disagree(actor: Actor, input: DisagreeWithReclaimInput): Promise<string> {
    const found = await this.visible(actor, input.reclaimId);
    requireAccess(actor, 'disagreeWithReclaim', { personId: found.person_id });
    const words = input.words.trim();
    if (words === '') throw Refusal.invalid('words', 'Say in your own words why you do not agree.');
    if (words.length > MOST_LETTERS || !isReadable(words))
      throw Refusal.invalid('words', 'Say it in at most 1,000 letters.');
    const at = this.clock.now();
    const { idempotencyKey, ...rest } = input;
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'disagreeWithReclaim',
            key: idempotencyKey,
            input: rest,
            result: {},
            at,
          });
          void queries.query(DISAGREE, [input.reclaimId, words, at, actor.personId]);
        }),
      () => undefined,
    );
    return found.budget_id;
  }

  private async visible(actor: Actor, reclaimId: string): Promise<{ budget_id: string; person_id: string }> {
    const found = isId(reclaimId) ? await this.budgets.reclaimOf(actor, reclaimId) : null;
    if (!found) throw Refusal.notFound();
    return found;
  }
}
