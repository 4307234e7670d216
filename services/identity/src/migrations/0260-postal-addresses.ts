import { SqlMigration } from '@owncourse/kernel/contract';

export class Identity0260 extends SqlMigration {
  readonly name = 'Identity1700000079260';
  protected readonly files = [[import.meta.url, './0260-postal-addresses.sql']] as [string, string][];
}
