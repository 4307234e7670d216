import { SqlMigration } from '@owncourse/kernel/contract';

export class Ratings0001 extends SqlMigration {
  readonly name = 'Ratings1700000007001';
  protected readonly files = [[import.meta.url, './0001-ratings.sql']] as [string, string][];
}
