import { SqlMigration } from '@owncourse/kernel/contract';

export class Identity0010 extends SqlMigration {
  readonly name = 'Identity1700000021010';
  protected readonly files = [[import.meta.url, './0010-looking-after.sql']] as [string, string][];
}
