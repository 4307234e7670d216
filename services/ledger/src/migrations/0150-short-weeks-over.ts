import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0150 extends SqlMigration {
  readonly name = 'Ledger1700000050105';
  protected readonly files = [[import.meta.url, './0150-short-weeks-over.sql']] as [string, string][];
}
