import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0023 extends SqlMigration {
  readonly name = 'Ordering1700000015023';
  protected readonly files = [[import.meta.url, './0023-disputes.sql']] as [string, string][];
}
