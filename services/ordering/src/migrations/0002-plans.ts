import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0002 extends SqlMigration {
  readonly name = 'Ordering1700000015002';
  protected readonly files = [[import.meta.url, './0002-plans.sql']] as [string, string][];
}
