import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0370 extends SqlMigration {
  readonly name = 'Catalogue1700000084370';
  protected readonly files = [[import.meta.url, './0370-search-index.sql']] as [string, string][];
}
