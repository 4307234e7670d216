import { Inject, Injectable } from '@nestjs/common';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import { type Actor, Database, isId, rowScope } from '@owncourse/kernel/contract';
import type {
  AddReceiptInput,
  RecordExpenseInput,
  ReturnPack,
  ReverseExpenseInput,
  SendReturnInput,
  SpendingPort,
} from '../contract/spending.port.js';
import { ExpenseRepository } from '../persistence/expense.repository.js';
import { BankRepository } from '../persistence/bank.repository.js';
import { bankPeriod } from './bank-period.js';
import { ChangeExpense } from './change-expense.js';
import { ReturnRepository } from '../persistence/return.repository.js';
import { RecordExpense } from './record-expense.js';
import { SendReturn } from './send-return.js';

/** The door to spending: one line a verb. */
@Injectable()
export class SpendingService implements SpendingPort {
  constructor(
    private readonly recording: RecordExpense,
    private readonly changing: ChangeExpense,
    private readonly expenses: ExpenseRepository,
    private readonly sending: SendReturn,
    private readonly returns: ReturnRepository,
    private readonly bank: BankRepository,
    private readonly database: Database,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
  ) {}

  recordExpense(actor: Actor, input: RecordExpenseInput): Promise<string> {
    return this.recording.run(actor, input);
  }

  addReceipt(actor: Actor, input: AddReceiptInput): Promise<string> {
    return this.changing.addReceipt(actor, input);
  }

  reverseExpense(actor: Actor, input: ReverseExpenseInput): Promise<string> {
    return this.changing.reverse(actor, input);
  }

  async receipt(
    actor: Actor,
    receiptId: string,
  ): Promise<{ readonly contentType: string; readonly content: Buffer } | null> {
    if (!isId(receiptId)) return null;
    const row = await this.database.transaction(rowScope(actor), (queries) =>
      this.expenses.content(queries, receiptId),
    );
    if (!row) return null;
    if (row.person_id !== actor.personId)
      await this.identity.recordLookUp(actor, { personId: row.person_id, councilId: row.council_id, what: 'BUDGET' });
    return { contentType: row.content_type, content: row.content };
  }

  sendReturn(actor: Actor, input: SendReturnInput): Promise<string> {
    return this.sending.run(actor, input);
  }

  async returnPack(actor: Actor, packId: string): Promise<ReturnPack | null> {
    if (!isId(packId)) return null;
    return this.database.transaction(rowScope(actor), async (queries) => {
      const row = await this.returns.pack(queries, packId);
      if (!row) return null;
      const days = { budgetId: row.budget_id, from: row.from_on, to: row.to_on };
      const [invoiced, credited, [bank]] = await Promise.all([
        this.returns.invoiced(queries, days.budgetId, days.from, days.to),
        this.returns.credited(queries, days.budgetId, days.from, days.to),
        this.bank.periods(queries, [days]),
      ]);
      return {
        budgetId: row.budget_id,
        from: row.from_on,
        to: row.to_on,
        declaration: row.declaration,
        sentAt: row.sent_at,
        sentByName: row.sent_by_name,
        receipts: row.receipts,
        bank: bank ? bankPeriod(bank) : null,
        credited: credited.map((one) => ({
          number: one.number,
          invoiceNumber: one.invoice_number,
          providerName: one.provider_name,
          onDay: one.on_day,
          visitOn: one.visit_on,
          amountPence: one.amount_pence,
        })),
        invoiced: invoiced.map((one) => ({
          invoiceId: one.invoice_id,
          onDay: one.on_day,
          amountPence: one.amount_pence,
        })),
      };
    });
  }
}
