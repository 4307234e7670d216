import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0094 extends SqlMigration {
  readonly name = 'Ordering1700000020094';
  protected readonly files = [[import.meta.url, './0094-trials.sql']] as [string, string][];
}
