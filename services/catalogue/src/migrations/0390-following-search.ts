import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0390 extends SqlMigration {
  readonly name = 'Catalogue1700000084390';
  protected readonly files = [[import.meta.url, './0390-following-search.sql']] as [string, string][];
}
