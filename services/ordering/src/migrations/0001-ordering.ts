import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0001 extends SqlMigration {
  readonly name = 'Ordering1700000005001';
  protected readonly files = [[import.meta.url, './0001-ordering.sql']] as [string, string][];
}
