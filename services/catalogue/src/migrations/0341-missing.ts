import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0341 extends SqlMigration {
  readonly name = 'Catalogue1700000083420';
  protected readonly files = [[import.meta.url, './0341-missing.sql']] as [string, string][];
}
