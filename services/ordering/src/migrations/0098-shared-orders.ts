import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0098 extends SqlMigration {
  readonly name = 'Ordering1700000025098';
  protected readonly files = [[import.meta.url, './0098-shared-orders.sql']] as [string, string][];
}
