import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0019 extends SqlMigration {
  readonly name = 'Ordering1700000018001';
  protected readonly files = [[import.meta.url, './0019-facts.sql']] as [string, string][];
}
