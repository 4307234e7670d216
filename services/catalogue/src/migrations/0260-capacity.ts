import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0260 extends SqlMigration {
  readonly name = 'Catalogue1700000077260';
  protected readonly files = [[import.meta.url, './0260-capacity.sql']] as [string, string][];
}
