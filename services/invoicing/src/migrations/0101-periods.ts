import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0101 extends SqlMigration {
  readonly name = 'Invoicing1700000026500';
  protected readonly files = [[import.meta.url, './0101-periods.sql']] as [string, string][];
}
