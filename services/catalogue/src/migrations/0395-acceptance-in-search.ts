import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0395 extends SqlMigration {
  readonly name = 'Catalogue1700000084395';
  protected readonly files = [[import.meta.url, './0395-acceptance-in-search.sql']] as [string, string][];
}
