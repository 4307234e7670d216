import { SqlMigration } from '@owncourse/kernel/contract';

export class Identity0310 extends SqlMigration {
  readonly name = 'Identity1700000083110';
  protected readonly files = [[import.meta.url, './0310-joining.sql']] as [string, string][];
}
