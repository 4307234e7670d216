import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0161 extends SqlMigration {
  readonly name = 'Ledger1700000060101';
  protected readonly files = [[import.meta.url, './0161-contribution-request.sql']] as [string, string][];
}
