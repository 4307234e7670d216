import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0420 extends SqlMigration {
  readonly name = 'Ordering1700000087210';
  protected readonly files = [[import.meta.url, './0420-baskets.sql']] as [string, string][];
}
