import { SqlMigration } from '@owncourse/kernel/contract';

export class Identity0003 extends SqlMigration {
  readonly name = 'Identity1700000012003';
  protected readonly files = [[import.meta.url, './0003-mandate-life.sql']] as [string, string][];
}
