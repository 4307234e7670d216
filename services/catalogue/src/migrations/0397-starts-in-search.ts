import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0397 extends SqlMigration {
  readonly name = 'Catalogue1700000086420';
  protected readonly files = [[import.meta.url, './0397-starts-in-search.sql']] as [string, string][];
}
