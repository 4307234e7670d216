import { SqlMigration } from '@owncourse/kernel/contract';

export class Identity0009 extends SqlMigration {
  readonly name = 'Identity1700000014008';
  protected readonly files = [[import.meta.url, './0009-holders.sql']] as [string, string][];
}
