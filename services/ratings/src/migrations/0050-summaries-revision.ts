import { SqlMigration } from '@owncourse/kernel/contract';

export class Ratings0050 extends SqlMigration {
  readonly name = 'Ratings1700000084051';
  protected readonly files = [[import.meta.url, './0050-summaries-revision.sql']] as [string, string][];
}
