import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0220 extends SqlMigration {
  readonly name = 'Ledger1700000081310';
  protected readonly files = [[import.meta.url, './0220-parts-day-by-day.sql']] as [string, string][];
}
