import { SqlMigration } from '@owncourse/kernel/contract';

export class Reports0001 extends SqlMigration {
  readonly name = 'Reports1700000008001';
  protected readonly files = [[import.meta.url, './0001-reports.sql']] as [string, string][];
}
