import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0011 extends SqlMigration {
  readonly name = 'Ordering1700000015011';
  protected readonly files = [[import.meta.url, './0011-urgent-care.sql']] as [string, string][];
}
