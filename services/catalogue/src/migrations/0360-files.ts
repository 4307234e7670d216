import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0360 extends SqlMigration {
  readonly name = 'Catalogue1700000085110';
  protected readonly files = [[import.meta.url, './0360-files.sql']] as [string, string][];
}
