import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0210 extends SqlMigration {
  readonly name = 'Ledger1700000074210';
  protected readonly files = [
    [import.meta.url, './0210-parts-made-up.sql'],
    [import.meta.url, './0210-parts-ahead.sql'],
  ] as [string, string][];
}
