import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0310 extends SqlMigration {
  readonly name = 'Invoicing1700000086200';
  protected readonly files = [[import.meta.url, './0310-bank-details.sql']] as [string, string][];
}
