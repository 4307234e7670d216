import { Inject, Injectable } from '@nestjs/common';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import { type Actor, Database, isId, rowScope } from '@owncourse/kernel/contract';
import type {
  AddReceiptInput,
  RecordExpenseInput,
  ReverseExpenseInput,
  SpendingPort,
} from '../contract/spending.port.js';
import { ExpenseRepository } from '../persistence/expense.repository.js';
import { ChangeExpense } from './change-expense.js';
import { RecordExpense } from './record-expense.js';

/** The door to spending: one line a verb. */
@Injectable()
export class SpendingService implements SpendingPort {
  constructor(
    private readonly recording: RecordExpense,
    private readonly changing: ChangeExpense,
    private readonly expenses: ExpenseRepository,
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
}
