import { SqlMigration } from '@owncourse/kernel/contract';

export class Messages0440 extends SqlMigration {
  readonly name = 'Messages1700000088330';
  protected readonly files = [[import.meta.url, './0440-mail-by-law.sql']] as [string, string][];
}
