import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0320 extends SqlMigration {
  readonly name = 'Invoicing1700000087010';
  protected readonly files = [[import.meta.url, './0320-month-at-once.sql']] as [string, string][];
}
