import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0162 extends SqlMigration {
  readonly name = 'Ledger1700000060102';
  protected readonly files = [[import.meta.url, './0162-yearly-end.sql']] as [string, string][];
}
