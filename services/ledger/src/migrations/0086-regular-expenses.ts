import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0086 extends SqlMigration {
  readonly name = 'Ledger1700000019286';
  protected readonly files = [[import.meta.url, './0086-regular-expenses.sql']] as [string, string][];
}
