import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0001 extends SqlMigration {
  readonly name = 'Ledger1700000004001';
  protected readonly files = [
    [import.meta.url, './0001-ledger.sql'],
    [import.meta.url, './0001-posting.sql'],
  ] as [string, string][];
}
