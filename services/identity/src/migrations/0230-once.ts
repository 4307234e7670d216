import { SqlMigration } from '@owncourse/kernel/contract';

export class Identity0230 extends SqlMigration {
  readonly name = 'Identity1700000076230';
  protected readonly files = [[import.meta.url, './0230-once.sql']] as [string, string][];
}
