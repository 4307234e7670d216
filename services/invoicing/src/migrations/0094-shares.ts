import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0094 extends SqlMigration {
  readonly name = 'Invoicing1700000021095';
  protected readonly files = [[import.meta.url, './0094-shares.sql']] as [string, string][];
}
