import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0200 extends SqlMigration {
  readonly name = 'Catalogue1700000073100';
  protected readonly files = [[import.meta.url, './0200-price-times.sql']] as [string, string][];
}
