import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0181 extends SqlMigration {
  readonly name = 'Ledger1700000071001';
  protected readonly files = [[import.meta.url, './0181-parts-of-funders.sql']] as [string, string][];
}
