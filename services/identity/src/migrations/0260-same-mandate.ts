import { SqlMigration } from '@owncourse/kernel/contract';

export class Identity0260 extends SqlMigration {
  readonly name = 'Identity1700000077262';
  protected readonly files = [[import.meta.url, './0260-same-mandate.sql']] as [string, string][];
}
