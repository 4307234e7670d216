import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0300 extends SqlMigration {
  readonly name = 'Ledger1700000088211';
  protected readonly files = [[import.meta.url, './0300-money-pieces-of-many.sql']] as [string, string][];
}
