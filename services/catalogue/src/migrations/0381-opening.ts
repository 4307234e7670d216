import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0381 extends SqlMigration {
  readonly name = 'Catalogue1700000085230';
  protected readonly files = [[import.meta.url, './0381-opening.sql']] as [string, string][];
}
