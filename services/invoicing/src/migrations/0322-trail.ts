import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0322 extends SqlMigration {
  readonly name = 'Invoicing1700000087040';
  protected readonly files = [[import.meta.url, './0322-trail.sql']] as [string, string][];
}
