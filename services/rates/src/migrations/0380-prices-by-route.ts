import { SqlMigration } from '@owncourse/kernel/contract';

export class Rates0380 extends SqlMigration {
  readonly name = 'Rates1700000085210';
  protected readonly files = [[import.meta.url, './0380-prices-by-route.sql']] as [string, string][];
}
