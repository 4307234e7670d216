import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0013 extends SqlMigration {
  readonly name = 'Ordering1700000015013';
  protected readonly files = [[import.meta.url, './0013-letters.sql']] as [string, string][];
}
