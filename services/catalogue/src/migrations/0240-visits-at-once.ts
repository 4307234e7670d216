import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0240 extends SqlMigration {
  readonly name = 'Catalogue1700000077240';
  protected readonly files = [[import.meta.url, './0240-visits-at-once.sql']] as [string, string][];
}
