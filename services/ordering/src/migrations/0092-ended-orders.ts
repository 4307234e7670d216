import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0092 extends SqlMigration {
  readonly name = 'Ordering1700000019092';
  protected readonly files = [[import.meta.url, './0092-ended-orders.sql']] as [string, string][];
}
