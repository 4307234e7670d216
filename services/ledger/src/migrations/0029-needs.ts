import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0029 extends SqlMigration {
  readonly name = 'Ledger1700000018006';
  protected readonly files = [[import.meta.url, './0029-needs.sql']] as [string, string][];
}
