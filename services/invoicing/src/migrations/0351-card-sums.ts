import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0351 extends SqlMigration {
  readonly name = 'Invoicing1700000088120';
  protected readonly files = [[import.meta.url, './0351-card-sums.sql']] as [string, string][];
}
