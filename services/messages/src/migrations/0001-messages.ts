import { SqlMigration } from '@owncourse/kernel/contract';

export class Messages0001 extends SqlMigration {
  readonly name = 'Messages1700000019001';
  protected readonly files = [[import.meta.url, './0001-messages.sql']] as [string, string][];
}
