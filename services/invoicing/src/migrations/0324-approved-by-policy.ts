import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0324 extends SqlMigration {
  readonly name = 'Invoicing1700000087070';
  protected readonly files = [[import.meta.url, './0324-approved-by-policy.sql']] as [string, string][];
}
