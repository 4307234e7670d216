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
  isDay,
  isId,
  londonDate,
  orReplay,
  Refusal,
  rowScope,
  type Statement,
  statement,
} from '@owncourse/kernel/contract';
import type { ContributionSumInput } from '../contract/ledger.port.js';
import { BudgetRepository } from '../persistence/budget.repository.js';

const RECEIVE = statement(
  'ledger.receive-contribution',
  'select ledger.receive_contribution($1, $2, $3, $4, $5, $6, $7)',
);
const REIMBURSE = statement(
  'ledger.reimburse-contribution',
  'select ledger.reimburse_contribution($1, $2, $3, $4, $5, $6)',
);
const MOST_PENCE = 10_000_000_000n;

/** What came in of a person's contributions, and what goes back to them. */
@Injectable()
export class MoveContribution {
  constructor(
    private readonly database: Database,
    private readonly budgets: BudgetRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** A sum that the person paid, against the oldest that is due. @returns the budget's id */
  receive(actor: Actor, input: ContributionSumInput): Promise<string> {
    return this.move(actor, 'recordContributionReceived', input, RECEIVE, (today) => [input.onDate, today]);
  }

  /** Refuses MORE_THAN_OVERPAID and BUDGET_SHORTFALL. @returns the budget's id */
  reimburse(actor: Actor, input: ContributionSumInput): Promise<string> {
    return this.move(actor, 'reimburseContribution', input, REIMBURSE, () => [input.onDate]);
  }

  private async move(
    actor: Actor,
    operation: 'recordContributionReceived' | 'reimburseContribution',
    input: ContributionSumInput,
    sql: Statement,
    days: (today: string) => readonly string[],
  ): Promise<string> {
    const councilId = isId(input.budgetId) ? await this.budgets.councilOf(actor, input.budgetId) : null;
    if (!councilId) throw Refusal.notFound();
    requireAccess(actor, operation, { councilId });
    const at = this.clock.now();
    const today = londonDate(at);
    if (input.amountPence <= 0n) throw Refusal.invalid('amountPence', 'Write a sum of more than zero.');
    if (input.amountPence > MOST_PENCE) throw Refusal.invalid('amountPence', 'Write a sum of at most £100 million.');
    if (!isDay(input.onDate) || input.onDate > today) throw Refusal.invalid('onDate', 'Give a day up to today.');
    const { idempotencyKey, ...rest } = input;
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation,
            key: idempotencyKey,
            input: rest,
            result: {},
            at,
          });
          const values = [input.budgetId, this.ids.next(), input.amountPence.toString(), ...days(today)];
          void queries.query(sql, [...values, at, actor.personId]);
        }),
      () => undefined,
    );
    return input.budgetId;
  }
}
