import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0025 extends SqlMigration {
  readonly name = 'Ordering1700000015025';
  protected readonly files = [[import.meta.url, './0025-cover.sql']] as [string, string][];
}
