import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0094 extends SqlMigration {
  readonly name = 'Ordering1700000021094';
  protected readonly files = [[import.meta.url, './0094-shared-orders.sql']] as [string, string][];
}
