import { SqlMigration } from '@owncourse/kernel/contract';

export class Messages0002 extends SqlMigration {
  readonly name = 'Messages1700000019202';
  protected readonly files = [[import.meta.url, './0002-settling.sql']] as [string, string][];
}
