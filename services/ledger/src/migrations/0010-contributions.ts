import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0010 extends SqlMigration {
  readonly name = 'Ledger1700000014010';
  protected readonly files = [[import.meta.url, './0010-contributions.sql']] as [string, string][];
}
