import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0250 extends SqlMigration {
  readonly name = 'Ordering1700000077250';
  protected readonly files = [[import.meta.url, './0250-urgent-care-together.sql']] as [string, string][];
}
