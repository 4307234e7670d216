import { SqlMigration } from '@owncourse/kernel/contract';

export class Rates0013 extends SqlMigration {
  readonly name = 'Rates1700000082013';
  protected readonly files = [[import.meta.url, './0013-proposals.sql']] as [string, string][];
}
