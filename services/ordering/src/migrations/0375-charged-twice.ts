import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0375 extends SqlMigration {
  readonly name = 'Ordering1700000089120';
  protected readonly files = [[import.meta.url, './0375-charged-twice.sql']] as [string, string][];
}
