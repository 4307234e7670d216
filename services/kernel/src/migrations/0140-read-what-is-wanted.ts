import { SqlMigration } from '../postgres/sql-migration.js';

export class Kernel0140 extends SqlMigration {
  readonly name = 'Kernel1700000030200';
  protected readonly files = [[import.meta.url, './0140-read-what-is-wanted.sql']] as [string, string][];
}
