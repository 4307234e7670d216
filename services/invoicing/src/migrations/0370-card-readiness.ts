import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0370 extends SqlMigration {
  readonly name = 'Invoicing1700000088340';
  protected readonly files = [[import.meta.url, './0370-card-readiness.sql']] as [string, string][];
}
