import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0341 extends SqlMigration {
  readonly name = 'Invoicing1700000088001';
  protected readonly files = [[import.meta.url, './0341-incoming-credits.sql']] as [string, string][];
}
