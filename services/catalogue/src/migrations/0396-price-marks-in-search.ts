import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0396 extends SqlMigration {
  readonly name = 'Catalogue1700000086410';
  protected readonly files = [[import.meta.url, './0396-price-marks-in-search.sql']] as [string, string][];
}
