import { SqlMigration } from '@owncourse/kernel/contract';

export class Identity0150 extends SqlMigration {
  readonly name = 'Identity1700000050100';
  protected readonly files = [[import.meta.url, './0150-care-managers.sql']] as [string, string][];
}
