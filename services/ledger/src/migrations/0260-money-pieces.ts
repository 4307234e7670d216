import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0260 extends SqlMigration {
  readonly name = 'Ledger1700000087030';
  protected readonly files = [[import.meta.url, './0260-money-pieces.sql']] as [string, string][];
}
