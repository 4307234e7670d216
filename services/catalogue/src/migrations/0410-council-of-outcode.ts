import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0410 extends SqlMigration {
  readonly name = 'Catalogue1700000087230';
  protected readonly files = [[import.meta.url, './0410-council-of-outcode.sql']] as [string, string][];
}
