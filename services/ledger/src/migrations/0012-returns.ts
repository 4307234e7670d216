import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0012 extends SqlMigration {
  readonly name = 'Ledger1700000014012';
  protected readonly files = [[import.meta.url, './0012-returns.sql']] as [string, string][];
}
