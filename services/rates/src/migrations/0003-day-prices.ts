import { SqlMigration } from '@owncourse/kernel/contract';

export class Rates0003 extends SqlMigration {
  readonly name = 'Rates1700000019103';
  protected readonly files = [[import.meta.url, './0003-day-prices.sql']] as [string, string][];
}
