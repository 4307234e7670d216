import { SqlMigration } from '@owncourse/kernel/contract';

export class Ratings0019 extends SqlMigration {
  readonly name = 'Ratings1700000018003';
  protected readonly files = [[import.meta.url, './0019-facts.sql']] as [string, string][];
}
