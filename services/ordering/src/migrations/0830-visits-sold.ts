import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0830 extends SqlMigration {
  readonly name = 'Ordering1700000088100';
  protected readonly files = [[import.meta.url, './0830-visits-sold.sql']] as [string, string][];
}
