import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0405 extends SqlMigration {
  readonly name = 'Catalogue1700000086150';
  protected readonly files = [[import.meta.url, './0405-wanted.sql']] as [string, string][];
}
