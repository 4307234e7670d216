import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0261 extends SqlMigration {
  readonly name = 'Ledger1700000087050';
  protected readonly files = [[import.meta.url, './0261-closed-months.sql']] as [string, string][];
}
