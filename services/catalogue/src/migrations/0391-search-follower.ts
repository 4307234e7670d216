import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0391 extends SqlMigration {
  readonly name = 'Catalogue1700000084391';
  protected readonly files = [[import.meta.url, './0391-search-follower.sql']] as [string, string][];
}
