import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0011 extends SqlMigration {
  readonly name = 'Ledger1700000014011';
  protected readonly files = [[import.meta.url, './0011-expenses.sql']] as [string, string][];
}
