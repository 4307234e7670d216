import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0165 extends SqlMigration {
  readonly name = 'Ledger1700000060105';
  protected readonly files = [[import.meta.url, './0165-split-several.sql']] as [string, string][];
}
