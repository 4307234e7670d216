import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0190 extends SqlMigration {
  readonly name = 'Ordering1700000072190';
  protected readonly files = [[import.meta.url, './0190-joint-orders.sql']] as [string, string][];
}
