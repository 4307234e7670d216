import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0300 extends SqlMigration {
  readonly name = 'Invoicing1700000085310';
  protected readonly files = [[import.meta.url, './0300-electronic-invoices.sql']] as [string, string][];
}
