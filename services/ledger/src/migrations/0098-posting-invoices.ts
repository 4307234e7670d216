import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0098 extends SqlMigration {
  readonly name = 'Ledger1700000024098';
  protected readonly files = [[import.meta.url, './0098-posting-invoices.sql']] as [string, string][];
}
