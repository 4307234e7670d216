import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0290 extends SqlMigration {
  readonly name = 'Ledger1700000088310';
  protected readonly files = [[import.meta.url, './0290-purses.sql']] as [string, string][];
}
