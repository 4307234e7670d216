import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0820 extends SqlMigration {
  readonly name = 'Ordering1700000082021';
  protected readonly files = [[import.meta.url, './0820-standing-use.sql']] as [string, string][];
}
