import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0323 extends SqlMigration {
  readonly name = 'Invoicing1700000087060';
  protected readonly files = [[import.meta.url, './0323-self-billing.sql']] as [string, string][];
}
