import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0211 extends SqlMigration {
  readonly name = 'Ledger1700000074211';
  protected readonly files = [[import.meta.url, './0211-short-weeks-of-parts.sql']] as [string, string][];
}
