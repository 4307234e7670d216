import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0310 extends SqlMigration {
  readonly name = 'Ledger1700000089005';
  protected readonly files = [[import.meta.url, './0310-held-elsewhere.sql']] as [string, string][];
}
