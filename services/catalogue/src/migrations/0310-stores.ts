import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0310 extends SqlMigration {
  readonly name = 'Catalogue1700000083110';
  protected readonly files = [[import.meta.url, './0310-stores.sql']] as [string, string][];
}
