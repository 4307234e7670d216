import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0009 extends SqlMigration {
  readonly name = 'Ordering1700000014009';
  protected readonly files = [[import.meta.url, './0009-ended-budgets.sql']] as [string, string][];
}
