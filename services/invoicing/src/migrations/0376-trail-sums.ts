import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0376 extends SqlMigration {
  readonly name = 'Invoicing1700000089110';
  protected readonly files = [[import.meta.url, './0376-trail-sums.sql']] as [string, string][];
}
