import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0004 extends SqlMigration {
  readonly name = 'Ordering1700000015004';
  protected readonly files = [[import.meta.url, './0004-billable-days.sql']] as [string, string][];
}
