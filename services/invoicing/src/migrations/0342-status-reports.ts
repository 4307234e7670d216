import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0342 extends SqlMigration {
  readonly name = 'Invoicing1700000088002';
  protected readonly files = [[import.meta.url, './0342-status-reports.sql']] as [string, string][];
}
