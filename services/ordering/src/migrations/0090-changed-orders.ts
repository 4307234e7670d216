import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0090 extends SqlMigration {
  readonly name = 'Ordering1700000015090';
  protected readonly files = [[import.meta.url, './0090-changed-orders.sql']] as [string, string][];
}
