import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0201 extends SqlMigration {
  readonly name = 'Invoicing1700000073102';
  protected readonly files = [[import.meta.url, './0201-visit-times.sql']] as [string, string][];
}
