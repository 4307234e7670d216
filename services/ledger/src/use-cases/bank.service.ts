import { Inject, Injectable } from '@nestjs/common';
import { type Actor, CLOCK, type Clock, Database, isId, londonDate, rowScope } from '@owncourse/kernel/contract';
import type {
  BankImport,
  BankPort,
  ExplainBankLineInput,
  ImportBankStatementInput,
  OpenBankLine,
} from '../contract/bank.port.js';
import { BankRepository } from '../persistence/bank.repository.js';
import { ExplainBankLine } from './explain-bank-line.js';
import { ImportBankStatement } from './import-bank-statement.js';

const MOST_OPEN = 100;

/** The door to bank statements: one line a verb. */
@Injectable()
export class BankService implements BankPort {
  constructor(
    private readonly importing: ImportBankStatement,
    private readonly explaining: ExplainBankLine,
    private readonly bank: BankRepository,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  importStatement(actor: Actor, input: ImportBankStatementInput): Promise<BankImport> {
    return this.importing.run(actor, input);
  }

  explainLine(actor: Actor, input: ExplainBankLineInput): Promise<string> {
    return this.explaining.explain(actor, input);
  }

  undoExplanation(actor: Actor, input: { readonly lineId: string; readonly idempotencyKey: string }): Promise<string> {
    return this.explaining.undo(actor, input);
  }

  openLines(actor: Actor, budgetId: string): Promise<readonly OpenBankLine[]> {
    if (!isId(budgetId)) return Promise.resolve([]);
    return this.database.transaction(rowScope(actor), async (queries) => {
      const rows = await this.bank.lines(queries, [budgetId], true, null, MOST_OPEN);
      const proposals = await this.bank.proposals(
        queries,
        rows.map((row) => row.id),
        londonDate(this.clock.now()),
      );
      return rows.map((row) => ({
        id: row.id,
        onDay: row.on_day,
        words: row.words,
        amountPence: row.amount_pence,
        proposals: proposals
          .filter((one) => one.line_id === row.id)
          .map(({ kind, entry_id: entryId }) => ({ kind, entryId })),
      }));
    });
  }
}
