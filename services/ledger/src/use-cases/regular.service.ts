import { Inject, Injectable } from '@nestjs/common';
import { type OperationName, requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  addDays,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  londonDate,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type {
  ChangeRegularExpenseInput,
  EndRegularExpenseInput,
  PlanRegularExpenseInput,
  RegularPort,
} from '../contract/regular.port.js';
import { checkRegularDay, readRegular } from '../domain/regular-request.js';
import { ExpenseRepository } from '../persistence/expense.repository.js';
import { PAYING_FOR } from '../persistence/expense-writes.js';
import { RegularRepository } from '../persistence/regular.repository.js';

const PLAN = statement(
  'ledger.plan-regular-expense',
  'select ledger.plan_regular_expense($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
);
const CHANGE = statement(
  'ledger.change-regular-expense',
  'select ledger.change_regular_expense($1, $2, $3, $4, $5, $6, $7)',
);
const MOST_PENCE = 10_000_000_000n;

@Injectable()
export class RegularService implements RegularPort {
  constructor(
    private readonly database: Database,
    private readonly expenses: ExpenseRepository,
    private readonly regular: RegularRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async planRegularExpense(actor: Actor, input: PlanRegularExpenseInput): Promise<string> {
    const { budgetId } = input;
    const personId = isId(budgetId)
      ? await this.database.transaction(rowScope(actor), (queries) => this.expenses.personOf(queries, budgetId))
      : null;
    if (!personId) throw Refusal.notFound();
    requireAccess(actor, 'planRegularExpense', { personId });
    const at = this.clock.now();
    const plan = readRegular(input, londonDate(at));
    const id = this.ids.next();
    return this.once(actor, { operation: 'planRegularExpense', budgetId, input, id, at }, (queries) => {
      const values = [budgetId, id, plan.kind, plan.payee, plan.amountPence.toString(), plan.every];
      void queries.query(PLAN, [...values, plan.firstOn, plan.lastOn ?? null, at, actor.personId]);
    });
  }

  async changeRegularExpense(actor: Actor, input: ChangeRegularExpenseInput): Promise<string> {
    const { id, firstOn, amountPence, every } = input;
    const budgetId = await this.own(actor, 'changeRegularExpense', id);
    const at = this.clock.now();
    checkRegularDay('firstOn', firstOn, londonDate(at));
    if (amountPence <= 0n) throw Refusal.invalid('amountPence', 'Write a sum of more than zero.');
    if (amountPence > MOST_PENCE) throw Refusal.invalid('amountPence', 'Write a sum of at most £100 million.');
    return this.once(actor, { operation: 'changeRegularExpense', budgetId, input, id, at }, (queries) => {
      const values = [id, this.ids.next(), firstOn, amountPence.toString(), every, at, actor.personId];
      void queries.query(CHANGE, values);
    });
  }

  async endRegularExpense(actor: Actor, input: EndRegularExpenseInput): Promise<string> {
    const { id, lastOn } = input;
    const budgetId = await this.own(actor, 'endRegularExpense', id);
    const at = this.clock.now();
    // What is past stays as it was.
    checkRegularDay('lastOn', lastOn, addDays(londonDate(at), -1));
    return this.once(actor, { operation: 'endRegularExpense', budgetId, input, id, at }, (queries) => {
      const values = [id, this.ids.next(), addDays(lastOn, 1), null, null, at, actor.personId];
      void queries.query(CHANGE, values);
    });
  }

  private async own(actor: Actor, operation: OperationName, id: string): Promise<string> {
    const head = isId(id)
      ? await this.database.transaction(rowScope(actor), (queries) => this.regular.head(queries, id))
      : null;
    if (!head) throw Refusal.notFound();
    requireAccess(actor, operation, { personId: head.person_id });
    return head.budget_id;
  }

  private async once(
    actor: Actor,
    what: {
      readonly operation: OperationName;
      readonly budgetId: string;
      readonly input: { readonly idempotencyKey: string };
      readonly id: string;
      readonly at: Date;
    },
    work: (queries: Queries) => void,
  ): Promise<string> {
    const { idempotencyKey, ...rest } = what.input;
    const done = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          void queries.query(PAYING_FOR, [what.budgetId, actor.personId, what.at]);
          void claimKey(queries, {
            actorId: actor.personId,
            operation: what.operation,
            key: idempotencyKey,
            input: rest,
            result: { id: what.id },
            at: what.at,
          });
          work(queries);
          return what.id;
        }),
      (stored) => String(stored['id']),
    );
    return done.result;
  }
}
