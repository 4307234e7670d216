import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0100 extends SqlMigration {
  readonly name = 'Ordering1700000028001';
  protected readonly files = [[import.meta.url, './0100-own-money-of-visits.sql']] as [string, string][];
}
