import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0311 extends SqlMigration {
  readonly name = 'Invoicing1700000086210';
  protected readonly files = [[import.meta.url, './0311-paying-by-bank.sql']] as [string, string][];
}
