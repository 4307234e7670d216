import { Inject, Injectable } from '@nestjs/common';
import { mayDo, requireAccess } from '@owncourse/identity/contract';
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
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { BankImport, ImportBankStatementInput } from '../contract/bank.port.js';
import { BankRepository } from '../persistence/bank.repository.js';
import { PAYING_FOR } from '../persistence/expense-writes.js';
import { fingerprinted, readBankFile } from './read-bank-file.js';

const IMPORT = statement(
  'ledger.import-bank-statement',
  'select ledger.import_bank_statement($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as new_lines',
);

@Injectable()
export class ImportBankStatement {
  constructor(
    private readonly database: Database,
    private readonly bank: BankRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** All of a file's lines or, where one row is wrong, none. Lines of earlier files come in no second time. */
  async run(actor: Actor, input: ImportBankStatementInput): Promise<BankImport> {
    const { budgetId, file: text, idempotencyKey } = input;
    const budget = isId(budgetId)
      ? await this.database.transaction(rowScope(actor), (queries) => this.bank.budget(queries, budgetId))
      : null;
    if (!budget) throw Refusal.notFound();
    requireAccess(actor, 'importBankStatement', { personId: budget.person_id, councilId: budget.council_id });
    const asOfficer =
      actor.personId !== budget.person_id && mayDo(actor, 'importBankStatement', { councilId: budget.council_id });
    const at = this.clock.now();
    if (text.trim() === '') throw Refusal.invalid('file', 'Choose the file with the bank statement.');
    // Before the transaction: nobody waits with a lock while a file is read.
    const file = await readBankFile(text, budget.starts_on, londonDate(at));
    if (file.problems.length > 0) return { problems: file.problems };
    if (file.lines.length === 0)
      return { problems: [], statementId: '', newLines: 0, knownLines: 0, leftOut: file.leftOut };
    const statementId = this.ids.next();
    const lines = fingerprinted(file.accountEnding, file.lines).map(({ bankId: _, ...line }) => ({
      id: this.ids.next(),
      ...line,
      amountPence: line.amountPence.toString(),
    }));
    const once = await orReplay<{ readonly statementId: string; readonly newLines: number | null }>(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          if (!asOfficer) void queries.query(PAYING_FOR, [budgetId, actor.personId, at]);
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'importBankStatement',
            key: idempotencyKey,
            input: { budgetId, file: text },
            result: { statementId },
            at,
          });
          const [brought] = await queries.query<{ new_lines: number }>(IMPORT, [
            budgetId,
            statementId,
            file.accountEnding,
            file.hash,
            file.balances?.openingPence.toString() ?? null,
            file.balances?.closingPence.toString() ?? null,
            JSON.stringify(lines),
            asOfficer,
            at,
            actor.personId,
          ]);
          return { statementId, newLines: brought?.new_lines ?? 0 };
        }),
      (stored) => ({ statementId: String(stored['statementId']), newLines: null }),
    );
    const kept = await this.database.transaction(rowScope(actor), (queries) =>
      this.bank.statementOfFile(queries, budgetId, file.hash),
    );
    if (!kept) throw Refusal.notFound();
    const repeated = kept.id !== once.result.statementId;
    const newLines = once.result.newLines ?? (repeated ? 0 : kept.new_count);
    return {
      problems: [],
      statementId: kept.id,
      newLines,
      knownLines: lines.length - newLines,
      leftOut: file.leftOut,
    };
  }
}
