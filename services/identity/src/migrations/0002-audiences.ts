import { SqlMigration } from '@owncourse/kernel/contract';

export class Identity0002 extends SqlMigration {
  readonly name = 'Identity1700000012002';
  protected readonly files = [[import.meta.url, './0002-audiences.sql']] as [string, string][];
}
