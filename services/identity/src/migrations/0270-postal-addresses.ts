import { SqlMigration } from '@owncourse/kernel/contract';

export class Identity0270 extends SqlMigration {
  readonly name = 'Identity1700000077270';
  protected readonly files = [[import.meta.url, './0270-postal-addresses.sql']] as [string, string][];
}
