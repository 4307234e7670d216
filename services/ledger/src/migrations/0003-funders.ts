import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0003 extends SqlMigration {
  readonly name = 'Ledger1700000014003';
  protected readonly files = [[import.meta.url, './0003-funders.sql']] as [string, string][];
}
