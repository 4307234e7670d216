import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0022 extends SqlMigration {
  readonly name = 'Ledger1700000014022';
  protected readonly files = [[import.meta.url, './0022-short-weeks.sql']] as [string, string][];
}
