import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0071 extends SqlMigration {
  readonly name = 'Ledger1700000019171';
  protected readonly files = [[import.meta.url, './0071-day-payers.sql']] as [string, string][];
}
