import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0375 extends SqlMigration {
  readonly name = 'Invoicing1700000089100';
  protected readonly files = [[import.meta.url, './0375-disputed-charges.sql']] as [string, string][];
}
