import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0130 extends SqlMigration {
  readonly name = 'Ledger1700000030100';
  protected readonly files = [[import.meta.url, './0130-contribution-again.sql']] as [string, string][];
}
