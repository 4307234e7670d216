import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0012 extends SqlMigration {
  readonly name = 'Ordering1700000015012';
  protected readonly files = [[import.meta.url, './0012-interruption.sql']] as [string, string][];
}
