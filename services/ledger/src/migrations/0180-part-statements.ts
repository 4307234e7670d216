import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0180 extends SqlMigration {
  readonly name = 'Ledger1700000071000';
  protected readonly files = [[import.meta.url, './0180-part-statements.sql']] as [string, string][];
}
