import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0072 extends SqlMigration {
  readonly name = 'Ledger1700000019172';
  protected readonly files = [[import.meta.url, './0072-funder-totals.sql']] as [string, string][];
}
