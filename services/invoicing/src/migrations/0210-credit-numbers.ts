import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0210 extends SqlMigration {
  readonly name = 'Invoicing1700000074212';
  protected readonly files = [[import.meta.url, './0210-credit-numbers.sql']] as [string, string][];
}
