import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0003 extends SqlMigration {
  readonly name = 'Ordering1700000015003';
  protected readonly files = [[import.meta.url, './0003-repricing.sql']] as [string, string][];
}
