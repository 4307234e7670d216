import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0040 extends SqlMigration {
  readonly name = 'Ledger1700000014040';
  protected readonly files = [[import.meta.url, './0040-emergency.sql']] as [string, string][];
}
