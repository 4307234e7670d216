import { SqlMigration } from '@owncourse/kernel/contract';

export class Rates0001 extends SqlMigration {
  readonly name = 'Rates1700000003001';
  protected readonly files = [[import.meta.url, './0001-rates.sql']] as [string, string][];
}
