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
  londonDate,
  orReplay,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { CONTRIBUTION_ASKED, type ContributionAsked } from '../contract/events.js';
import type { AskForContributionInput } from '../contract/ledger.port.js';
import { BudgetRepository } from '../persistence/budget.repository.js';

const ASK = statement(
  'ledger.ask-for-contribution',
  'select * from ledger.ask_for_contribution($1, $2, $3, $4, $5, $6)',
);

/** A finance officer asks the person for what they still owe. Nothing moves, and no help stops. */
@Injectable()
export class AskForContribution {
  constructor(
    private readonly database: Database,
    private readonly budgets: BudgetRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Refuses BUDGET_CLOSED, and INVALID_INPUT for more than is still to pay. @returns the budget's id */
  async run(actor: Actor, input: AskForContributionInput): Promise<string> {
    const { budgetId, amountPence, idempotencyKey } = input;
    const councilId = isId(budgetId) ? await this.budgets.councilOf(actor, budgetId) : null;
    if (!councilId) throw Refusal.notFound();
    requireAccess(actor, 'askForContribution', { councilId });
    if (amountPence <= 0n) throw Refusal.invalid('amountPence', 'Write a sum of more than zero.');
    const at = this.clock.now();
    const requestId = this.ids.next();
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'askForContribution',
            key: idempotencyKey,
            input: { budgetId, amountPence },
            result: {},
            at,
          });
          const values = [budgetId, requestId, amountPence.toString(), londonDate(at), at, actor.personId];
          const [asked] = await queries.query<{ pay_by: string; person_id: string }>(ASK, values);
          if (!asked) throw new Error('A function that answers gave no row.');
          const payload: ContributionAsked = {
            budgetId,
            personId: asked.person_id,
            requestId,
            pence: amountPence.toString(),
            payBy: asked.pay_by,
          };
          void appendEvent(queries, {
            id: this.ids.next(),
            type: CONTRIBUTION_ASKED,
            version: 1,
            councilId,
            payload: { ...payload },
            occurredAt: at,
          });
        }),
      () => undefined,
    );
    return budgetId;
  }
}
