import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0070 extends SqlMigration {
  readonly name = 'Ledger1700000019070';
  protected readonly files = [[import.meta.url, './0070-deaths.sql']] as [string, string][];
}
