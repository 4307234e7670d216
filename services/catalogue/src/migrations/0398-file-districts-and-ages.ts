import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0398 extends SqlMigration {
  readonly name = 'Catalogue1700000086430';
  protected readonly files = [[import.meta.url, './0398-file-districts-and-ages.sql']] as [string, string][];
}
