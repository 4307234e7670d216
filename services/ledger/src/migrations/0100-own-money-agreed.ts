import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0100 extends SqlMigration {
  readonly name = 'Ledger1700000026100';
  protected readonly files = [[import.meta.url, './0100-own-money-agreed.sql']] as [string, string][];
}
