import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0343 extends SqlMigration {
  readonly name = 'Invoicing1700000088003';
  protected readonly files = [[import.meta.url, './0343-countersigned.sql']] as [string, string][];
}
