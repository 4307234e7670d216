import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0340 extends SqlMigration {
  readonly name = 'Catalogue1700000083400';
  protected readonly files = [[import.meta.url, './0340-community.sql']] as [string, string][];
}
