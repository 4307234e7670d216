import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0099 extends SqlMigration {
  readonly name = 'Invoicing1700000025099';
  protected readonly files = [[import.meta.url, './0099-shares.sql']] as [string, string][];
}
