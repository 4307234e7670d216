import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0019 extends SqlMigration {
  readonly name = 'Invoicing1700000018002';
  protected readonly files = [[import.meta.url, './0019-facts.sql']] as [string, string][];
}
