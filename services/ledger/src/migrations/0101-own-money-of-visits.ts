import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0101 extends SqlMigration {
  readonly name = 'Ledger1700000028000';
  protected readonly files = [[import.meta.url, './0101-own-money-of-visits.sql']] as [string, string][];
}
