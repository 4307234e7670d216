import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0030 extends SqlMigration {
  readonly name = 'Ledger1700000014030';
  protected readonly files = [[import.meta.url, './0030-amending.sql']] as [string, string][];
}
