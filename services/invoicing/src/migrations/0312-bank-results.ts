import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0312 extends SqlMigration {
  readonly name = 'Invoicing1700000086220';
  protected readonly files = [[import.meta.url, './0312-bank-results.sql']] as [string, string][];
}
