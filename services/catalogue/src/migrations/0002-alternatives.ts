import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0002 extends SqlMigration {
  readonly name = 'Catalogue1700000011002';
  protected readonly files = [[import.meta.url, './0002-alternatives.sql']] as [string, string][];
}
