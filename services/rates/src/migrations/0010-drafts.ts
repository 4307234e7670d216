import { SqlMigration } from '@owncourse/kernel/contract';

export class Rates0010 extends SqlMigration {
  readonly name = 'Rates1700000082010';
  protected readonly files = [[import.meta.url, './0010-drafts.sql']] as [string, string][];
}
