import { SqlMigration } from '@owncourse/kernel/contract';

export class Rates0385 extends SqlMigration {
  readonly name = 'Rates1700000086400';
  protected readonly files = [[import.meta.url, './0385-price-marks.sql']] as [string, string][];
}
