import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0440 extends SqlMigration {
  readonly name = 'Ordering1700000088320';
  protected readonly files = [[import.meta.url, './0440-own-purchases.sql']] as [string, string][];
}
