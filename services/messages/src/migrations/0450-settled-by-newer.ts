import { SqlMigration } from '@owncourse/kernel/contract';

export class Messages0450 extends SqlMigration {
  readonly name = 'Messages1700000089150';
  protected readonly files = [[import.meta.url, './0450-settled-by-newer.sql']] as [string, string][];
}
