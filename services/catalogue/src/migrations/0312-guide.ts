import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0312 extends SqlMigration {
  readonly name = 'Catalogue1700000083112';
  protected readonly files = [[import.meta.url, './0312-guide.sql']] as [string, string][];
}
