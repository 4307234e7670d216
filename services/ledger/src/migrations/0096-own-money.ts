import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0096 extends SqlMigration {
  readonly name = 'Ledger1700000020096';
  protected readonly files = [[import.meta.url, './0096-own-money.sql']] as [string, string][];
}
