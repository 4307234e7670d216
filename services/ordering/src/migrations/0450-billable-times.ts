import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0450 extends SqlMigration {
  readonly name = 'Ordering1700000089000';
  protected readonly files = [[import.meta.url, './0450-billable-times.sql']] as [string, string][];
}
