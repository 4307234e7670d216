import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0230 extends SqlMigration {
  readonly name = 'Ledger1700000085320';
  protected readonly files = [[import.meta.url, './0230-published-transfers.sql']] as [string, string][];
}
