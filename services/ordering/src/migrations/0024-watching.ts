import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0024 extends SqlMigration {
  readonly name = 'Ordering1700000015024';
  protected readonly files = [[import.meta.url, './0024-watching.sql']] as [string, string][];
}
