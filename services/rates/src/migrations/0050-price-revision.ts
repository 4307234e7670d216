import { SqlMigration } from '@owncourse/kernel/contract';

export class Rates0050 extends SqlMigration {
  readonly name = 'Rates1700000084050';
  protected readonly files = [[import.meta.url, './0050-price-revision.sql']] as [string, string][];
}
