import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0160 extends SqlMigration {
  readonly name = 'Ledger1700000060100';
  protected readonly files = [[import.meta.url, './0160-contribution-of-days.sql']] as [string, string][];
}
