import { Inject, Injectable } from '@nestjs/common';
import { type OperationName, requireAccess } from '@owncourse/identity/contract';
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
  orReplay,
  type Pence,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { BudgetDecisionInput } from '../contract/budget-life.port.js';
import { type Acting, lockBudgets } from '../contract/published.js';
import { latestDay, MOST_YEARS_AHEAD } from '../domain/days-ahead.js';
import { BudgetRepository } from '../persistence/budget.repository.js';
import { chargeAfterDecision } from '../persistence/contribution-writes.js';
import { planAnew, type PlanFacts, planFacts } from '../persistence/plan-writes.js';

/** Inside the transaction of a decision, with the budget locked. */
export interface Deciding {
  readonly queries: Queries;
  readonly councilId: string;
  readonly budgetId: string;
  readonly decisionId: string;
  readonly reason: string;
  readonly at: Date;
  readonly today: string;
  readonly acting: Acting;
}

const CHECK_SEEN = statement('ledger.check-seen', 'select ledger.check_seen($1, $2)');
const MOST_LETTERS = 1000;
/** Far above any budget, and far below where sums no longer fit into a JSON number. */
const MOST_PENCE = 10_000_000_000n;

export function checkSum(pence: Pence, field: string, least: Pence): void {
  if (pence < least)
    throw Refusal.invalid(
      field,
      least > 0n ? 'Write a sum of more than zero.' : 'Write a sum that is not less than zero.',
    );
  if (pence > MOST_PENCE) throw Refusal.invalid(field, 'Write a sum of at most £100 million.');
}

/**
 * What every officer's decision about a budget does alike: right, reason, key, lock, that nobody decided something else
 * since the officer looked, then its own steps; one transaction.
 */
@Injectable()
export class BudgetDecisions {
  constructor(
    private readonly database: Database,
    private readonly budgets: BudgetRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** @returns the budget's id */
  async run(
    actor: Actor,
    operation: OperationName,
    input: BudgetDecisionInput & { readonly fromDate?: string; readonly firstOn?: string },
    steps: (deciding: Deciding) => Promise<void> | void,
  ): Promise<string> {
    const councilId = isId(input.budgetId) ? await this.budgets.councilOf(actor, input.budgetId) : null;
    if (!councilId) throw Refusal.notFound();
    requireAccess(actor, operation, { councilId });
    const reason = input.reason.trim();
    if (reason === '') throw Refusal.invalid('reason', 'Say why. The person reads it.');
    if (reason.length > MOST_LETTERS || !isReadable(reason))
      throw Refusal.invalid('reason', 'Say it in at most 1,000 letters.');
    const { lastDecisionId } = input;
    if (lastDecisionId && !isId(lastDecisionId)) throw new Refusal('WRONG_STATE');
    const at = this.clock.now();
    for (const field of ['fromDate', 'firstOn'] as const)
      if ((input[field] ?? '') > latestDay(londonDate(at)))
        throw Refusal.invalid(field, `Give a day in the next ${MOST_YEARS_AHEAD} years.`);
    const { idempotencyKey, ...rest } = input;
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation,
            key: idempotencyKey,
            input: rest,
            result: {},
            at,
          });
          void lockBudgets(queries, [input.budgetId], false);
          if (lastDecisionId !== undefined) void queries.query(CHECK_SEEN, [input.budgetId, lastDecisionId]);
          await steps({
            queries,
            councilId,
            budgetId: input.budgetId,
            decisionId: this.ids.next(),
            reason,
            at,
            today: londonDate(at),
            acting: { actorId: actor.personId, onBehalfOf: null, mandateId: null },
          });
        }),
      () => undefined,
    );
    return input.budgetId;
  }

  /** The budget's plan as it stands now. @throws Refusal NOT_FOUND */
  plan({ queries, budgetId, today }: Deciding): Promise<PlanFacts> {
    return planFacts(queries, budgetId, today);
  }

  /** What the person pays follows a decision from a day on. @returns the terms that hold from now on */
  charge(deciding: Deciding, before: PlanFacts, from: string): Promise<PlanFacts> {
    const { queries, budgetId, decisionId, today, at, acting } = deciding;
    const charging = { budgetId, causeId: decisionId, from, today, at, actorId: acting.actorId };
    return chargeAfterDecision(queries, before, charging);
  }

  /** Plans anew from what has been decided so far in this transaction; nothing that was posted changes. */
  planAgain({ queries, budgetId, today }: Deciding): Promise<PlanFacts> {
    return planAnew(queries, budgetId, today, this.ids);
  }

  tell(deciding: Deciding, type: string, payload: object): void {
    void appendEvent(deciding.queries, {
      id: this.ids.next(),
      type,
      version: 1,
      councilId: deciding.councilId,
      payload: { ...payload },
      occurredAt: deciding.at,
    });
  }
}
