import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0150 extends SqlMigration {
  readonly name = 'Ordering1700000050110';
  protected readonly files = [[import.meta.url, './0150-provider-endings.sql']] as [string, string][];
}
