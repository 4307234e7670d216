import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0001 extends SqlMigration {
  readonly name = 'Catalogue1700000002001';
  protected readonly files = [
    [import.meta.url, './0001-catalogue.sql'],
    [import.meta.url, './0001-search.sql'],
    [import.meta.url, './0001-writing.sql'],
  ] as [string, string][];
}
