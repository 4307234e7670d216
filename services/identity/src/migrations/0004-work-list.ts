import { SqlMigration } from '@owncourse/kernel/contract';

export class Identity0004 extends SqlMigration {
  readonly name = 'Identity1700000012004';
  protected readonly files = [[import.meta.url, './0004-work-list.sql']] as [string, string][];
}
