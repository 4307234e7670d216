import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0340 extends SqlMigration {
  readonly name = 'Invoicing1700000088000';
  protected readonly files = [[import.meta.url, './0340-sorting-out.sql']] as [string, string][];
}
