import { SqlMigration } from '@owncourse/kernel/contract';

export class Ratings0340 extends SqlMigration {
  readonly name = 'Ratings1700000083440';
  protected readonly files = [[import.meta.url, './0340-questions.sql']] as [string, string][];
}
