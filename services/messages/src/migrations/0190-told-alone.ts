import { SqlMigration } from '@owncourse/kernel/contract';

export class Messages0190 extends SqlMigration {
  readonly name = 'Messages1700000072190';
  protected readonly files = [[import.meta.url, './0190-told-alone.sql']] as [string, string][];
}
