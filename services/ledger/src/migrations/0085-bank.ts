import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0085 extends SqlMigration {
  readonly name = 'Ledger1700000019285';
  protected readonly files = [[import.meta.url, './0085-bank.sql']] as [string, string][];
}
