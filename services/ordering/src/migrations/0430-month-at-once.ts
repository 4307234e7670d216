import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0430 extends SqlMigration {
  readonly name = 'Ordering1700000087000';
  protected readonly files = [[import.meta.url, './0430-month-at-once.sql']] as [string, string][];
}
