import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0270 extends SqlMigration {
  readonly name = 'Ledger1700000087150';
  protected readonly files = [[import.meta.url, './0270-own-money-told.sql']] as [string, string][];
}
