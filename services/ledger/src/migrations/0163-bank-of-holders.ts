import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0163 extends SqlMigration {
  readonly name = 'Ledger1700000060103';
  protected readonly files = [[import.meta.url, './0163-bank-of-holders.sql']] as [string, string][];
}
