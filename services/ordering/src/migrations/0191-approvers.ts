import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0191 extends SqlMigration {
  readonly name = 'Ordering1700000072191';
  protected readonly files = [[import.meta.url, './0191-approvers.sql']] as [string, string][];
}
