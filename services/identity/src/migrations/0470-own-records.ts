import { SqlMigration } from '@owncourse/kernel/contract';

export class Identity0470 extends SqlMigration {
  readonly name = 'Identity1700000089470';
  protected readonly files = [[import.meta.url, './0470-own-records.sql']] as [string, string][];
}
