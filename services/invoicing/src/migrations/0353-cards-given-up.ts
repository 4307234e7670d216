import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0353 extends SqlMigration {
  readonly name = 'Invoicing1700000088140';
  protected readonly files = [[import.meta.url, './0353-cards-given-up.sql']] as [string, string][];
}
