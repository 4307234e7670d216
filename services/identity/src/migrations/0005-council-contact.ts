import { SqlMigration } from '@owncourse/kernel/contract';

export class Identity0005 extends SqlMigration {
  readonly name = 'Identity1700000012090';
  protected readonly files = [[import.meta.url, './0005-council-contact.sql']] as [string, string][];
}
