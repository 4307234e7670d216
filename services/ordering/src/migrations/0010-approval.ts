import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0010 extends SqlMigration {
  readonly name = 'Ordering1700000015010';
  protected readonly files = [[import.meta.url, './0010-approval.sql']] as [string, string][];
}
