import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0140 extends SqlMigration {
  readonly name = 'Ordering1700000040101';
  protected readonly files = [[import.meta.url, './0140-parts.sql']] as [string, string][];
}
