import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0344 extends SqlMigration {
  readonly name = 'Invoicing1700000088004';
  protected readonly files = [[import.meta.url, './0344-several-a-day.sql']] as [string, string][];
}
