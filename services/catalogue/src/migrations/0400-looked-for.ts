import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0400 extends SqlMigration {
  readonly name = 'Catalogue1700000086100';
  protected readonly files = [[import.meta.url, './0400-looked-for.sql']] as [string, string][];
}
