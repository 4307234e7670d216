import { SqlMigration } from '@owncourse/kernel/contract';

export class Rates0011 extends SqlMigration {
  readonly name = 'Rates1700000082011';
  protected readonly files = [[import.meta.url, './0011-difference.sql']] as [string, string][];
}
