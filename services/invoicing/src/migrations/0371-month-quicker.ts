import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0371 extends SqlMigration {
  readonly name = 'Invoicing1700000089010';
  protected readonly files = [[import.meta.url, './0371-month-quicker.sql']] as [string, string][];
}
