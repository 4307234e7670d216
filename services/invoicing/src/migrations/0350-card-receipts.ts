import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0350 extends SqlMigration {
  readonly name = 'Invoicing1700000088110';
  protected readonly files = [[import.meta.url, './0350-card-receipts.sql']] as [string, string][];
}
