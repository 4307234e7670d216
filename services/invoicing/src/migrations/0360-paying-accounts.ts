import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0360 extends SqlMigration {
  readonly name = 'Invoicing1700000088200';
  protected readonly files = [[import.meta.url, './0360-paying-accounts.sql']] as [string, string][];
}
