import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0240 extends SqlMigration {
  readonly name = 'Ledger1700000086300';
  protected readonly files = [[import.meta.url, './0240-rejected-payments.sql']] as [string, string][];
}
