import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0090 extends SqlMigration {
  readonly name = 'Invoicing1700000018090';
  protected readonly files = [[import.meta.url, './0090-bank-holidays.sql']] as [string, string][];
}
