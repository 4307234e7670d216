import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0151 extends SqlMigration {
  readonly name = 'Ordering1700000050111';
  protected readonly files = [[import.meta.url, './0151-replacements.sql']] as [string, string][];
}
