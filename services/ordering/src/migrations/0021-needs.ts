import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0021 extends SqlMigration {
  readonly name = 'Ordering1700000018005';
  protected readonly files = [[import.meta.url, './0021-needs.sql']] as [string, string][];
}
