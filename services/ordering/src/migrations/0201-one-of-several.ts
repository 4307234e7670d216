import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0201 extends SqlMigration {
  readonly name = 'Ordering1700000073101';
  protected readonly files = [[import.meta.url, './0201-one-of-several.sql']] as [string, string][];
}
