import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0110 extends SqlMigration {
  readonly name = 'Ledger1700000027110';
  protected readonly files = [[import.meta.url, './0110-credits.sql']] as [string, string][];
}
