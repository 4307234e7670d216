import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0002 extends SqlMigration {
  readonly name = 'Ledger1700000014002';
  protected readonly files = [
    [import.meta.url, './0002-life.sql'],
    [import.meta.url, './0002-life-posting.sql'],
  ] as [string, string][];
}
