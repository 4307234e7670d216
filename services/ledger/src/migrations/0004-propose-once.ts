import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0004 extends SqlMigration {
  readonly name = 'Ledger1700000014004';
  protected readonly files = [[import.meta.url, './0004-propose-once.sql']] as [string, string][];
}
