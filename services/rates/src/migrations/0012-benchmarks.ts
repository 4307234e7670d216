import { SqlMigration } from '@owncourse/kernel/contract';

export class Rates0012 extends SqlMigration {
  readonly name = 'Rates1700000082012';
  protected readonly files = [[import.meta.url, './0012-benchmarks.sql']] as [string, string][];
}
