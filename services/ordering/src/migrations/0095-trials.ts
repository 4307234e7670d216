import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0095 extends SqlMigration {
  readonly name = 'Ordering1700000020095';
  protected readonly files = [[import.meta.url, './0095-trials.sql']] as [string, string][];
}
