import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0383 extends SqlMigration {
  readonly name = 'Catalogue1700000085250';
  protected readonly files = [[import.meta.url, './0383-feed-pages.sql']] as [string, string][];
}
