import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0313 extends SqlMigration {
  readonly name = 'Invoicing1700000086230';
  protected readonly files = [[import.meta.url, './0313-remittances.sql']] as [string, string][];
}
