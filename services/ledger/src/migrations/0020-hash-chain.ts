import { SqlMigration } from '@owncourse/kernel/contract';

export class Ledger0020 extends SqlMigration {
  readonly name = 'Ledger1700000014020';
  protected readonly files = [[import.meta.url, './0020-hash-chain.sql']] as [string, string][];
}
