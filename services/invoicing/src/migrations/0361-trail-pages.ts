import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0361 extends SqlMigration {
  readonly name = 'Invoicing1700000088210';
  protected readonly files = [[import.meta.url, './0361-trail-pages.sql']] as [string, string][];
}
