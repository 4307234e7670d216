import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0170 extends SqlMigration {
  readonly name = 'Ordering1700000070000';
  protected readonly files = [[import.meta.url, './0170-times-of-day.sql']] as [string, string][];
}
