import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0325 extends SqlMigration {
  readonly name = 'Invoicing1700000087080';
  protected readonly files = [[import.meta.url, './0325-incoming-invoices.sql']] as [string, string][];
}
