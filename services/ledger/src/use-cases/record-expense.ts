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
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { RecordExpenseInput } from '../contract/spending.port.js';
import { readExpense } from '../domain/expense-request.js';
import { ExpenseRepository } from '../persistence/expense.repository.js';
import { EXPLAIN } from '../persistence/bank-writes.js';
import { ADD_RECEIPT, PAYING_FOR } from '../persistence/expense-writes.js';

const RECORD = statement('ledger.record-expense', 'select ledger.record_expense($1, $2, $3, $4, $5, $6, $7, $8)');

@Injectable()
export class RecordExpense {
  constructor(
    private readonly database: Database,
    private readonly expenses: ExpenseRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * Money that was paid off the platform, with its receipt and the line of the bank that it is: all or nothing.
   * Refuses WRONG_STATE and BANK_SUM_DIFFERS for the line, BUDGET_SHORTFALL, NOT_HELD_BY_PERSON, BUDGET_CLOSED, OUTSIDE_BUDGET_PERIOD. @returns the expense's id
   */
  async run(actor: Actor, input: RecordExpenseInput): Promise<string> {
    const personId = await this.personOf(actor, input.budgetId);
    if (!personId) throw Refusal.notFound();
    requireAccess(actor, 'recordExpense', { personId });
    const at = this.clock.now();
    const bankLineId = input.bankLineId ?? null;
    if (bankLineId !== null && !isId(bankLineId)) throw Refusal.notFound();
    const expense = readExpense(input, londonDate(at));
    // Before the transaction: reading a picture takes its time, and nobody waits for it with a lock.
    const receipt = input.receipt ? await readReceipt(input.receipt) : null;
    const expenseId = this.ids.next();
    const { idempotencyKey, ...rest } = input;
    const once = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          void queries.query(PAYING_FOR, [input.budgetId, actor.personId, at]);
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'recordExpense',
            key: idempotencyKey,
            input: { ...rest, receipt: input.receipt?.toString('base64') ?? null },
            result: { expenseId },
            at,
          });
          void queries.query(RECORD, [
            input.budgetId,
            expenseId,
            expense.kind,
            expense.payee,
            expense.spentOn,
            expense.amountPence.toString(),
            at,
            actor.personId,
          ]);
          if (receipt)
            void queries.query(ADD_RECEIPT, [
              expenseId,
              this.ids.next(),
              receipt.contentType,
              receipt.content,
              at,
              actor.personId,
            ]);
          if (bankLineId)
            void queries.query(EXPLAIN, [bankLineId, this.ids.next(), 'EXPENSE', expenseId, false, at, actor.personId]);
          return expenseId;
        }),
      (stored) => String(stored['expenseId']),
    );
    return once.result;
  }

  private personOf(actor: Actor, budgetId: string): Promise<string | null> {
    if (!isId(budgetId)) return Promise.resolve(null);
    return this.database.transaction(rowScope(actor), (queries) => this.expenses.personOf(queries, budgetId));
  }
}
