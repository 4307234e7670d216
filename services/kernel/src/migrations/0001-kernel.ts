import { SqlMigration } from '../postgres/sql-migration.js';

export class Kernel0001 extends SqlMigration {
  readonly name = 'Kernel1700000000001';
  protected readonly files = [[import.meta.url, './0001-kernel.sql']] as [string, string][];
}
