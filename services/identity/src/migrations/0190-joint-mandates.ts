import { SqlMigration } from '@owncourse/kernel/contract';

export class Identity0190 extends SqlMigration {
  readonly name = 'Identity1700000072190';
  protected readonly files = [[import.meta.url, './0190-joint-mandates.sql']] as [string, string][];
}
