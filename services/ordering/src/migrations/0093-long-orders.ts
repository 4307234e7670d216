import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0093 extends SqlMigration {
  readonly name = 'Ordering1700000019193';
  protected readonly files = [[import.meta.url, './0093-long-orders.sql']] as [string, string][];
}
