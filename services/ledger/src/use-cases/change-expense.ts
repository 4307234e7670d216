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
  readReceipt,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { AddReceiptInput, ReverseExpenseInput } from '../contract/spending.port.js';
import { readReversalReason } from '../domain/expense-request.js';
import { ExpenseRepository, type ExpenseRow } from '../persistence/expense.repository.js';
import { ADD_RECEIPT, PAYING_FOR } from '../persistence/expense-writes.js';

const REVERSE = statement('ledger.reverse-expense', 'select ledger.reverse_expense($1, $2, $3, $4, $5)');

@Injectable()
export class ChangeExpense {
  constructor(
    private readonly database: Database,
    private readonly expenses: ExpenseRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Refuses TOO_MANY_RECEIPTS. @returns the expense's id */
  async addReceipt(actor: Actor, input: AddReceiptInput): Promise<string> {
    const expense = await this.own(actor, 'addReceipt', input.expenseId);
    const receipt = await readReceipt(input.content);
    const { idempotencyKey, ...rest } = input;
    return this.change(
      actor,
      expense,
      { operation: 'addReceipt', key: idempotencyKey, input: { ...rest, content: input.content.toString('base64') } },
      (queries, at) => {
        const values = [expense.id, this.ids.next(), receipt.contentType, receipt.content, at, actor.personId];
        void queries.query(ADD_RECEIPT, values);
      },
    );
  }

  /** Puts the money back, once. Refuses WRONG_STATE. @returns the expense's id */
  async reverse(actor: Actor, input: ReverseExpenseInput): Promise<string> {
    const expense = await this.own(actor, 'reverseExpense', input.expenseId);
    const reason = readReversalReason(input.reason);
    const { idempotencyKey, ...rest } = input;
    return this.change(
      actor,
      expense,
      { operation: 'reverseExpense', key: idempotencyKey, input: rest },
      (queries, at) => {
        void queries.query(REVERSE, [expense.id, reason, londonDate(at), at, actor.personId]);
      },
    );
  }

  private async own(actor: Actor, operation: 'addReceipt' | 'reverseExpense', id: string): Promise<ExpenseRow> {
    const expense = isId(id)
      ? await this.database.transaction(rowScope(actor), (queries) => this.expenses.byId(queries, id))
      : null;
    if (!expense) throw Refusal.notFound();
    requireAccess(actor, operation, { personId: expense.person_id });
    return expense;
  }

  private async change(
    actor: Actor,
    expense: ExpenseRow,
    claim: { readonly operation: string; readonly key: string; readonly input: unknown },
    work: (queries: Queries, at: Date) => void,
  ): Promise<string> {
    const at = this.clock.now();
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          void queries.query(PAYING_FOR, [expense.budget_id, actor.personId, at]);
          void claimKey(queries, { actorId: actor.personId, ...claim, result: {}, at });
          work(queries, at);
        }),
      () => undefined,
    );
    return expense.id;
  }
}
