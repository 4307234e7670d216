import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0073 extends SqlMigration {
  readonly name = 'Ledger1700000019173';
  protected readonly files = [[import.meta.url, './0073-posting-many.sql']] as [string, string][];
}
