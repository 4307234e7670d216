import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0140 extends SqlMigration {
  readonly name = 'Ledger1700000040100';
  protected readonly files = [
    [import.meta.url, './0140-parts.sql'],
    [import.meta.url, './0140-part-posting.sql'],
    [import.meta.url, './0140-part-paying.sql'],
  ] as [string, string][];
}
