import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0321 extends SqlMigration {
  readonly name = 'Invoicing1700000087020';
  protected readonly files = [[import.meta.url, './0321-paid-by-holder.sql']] as [string, string][];
}
