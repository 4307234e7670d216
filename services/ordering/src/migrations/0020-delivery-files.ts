import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0020 extends SqlMigration {
  readonly name = 'Ordering1700000015020';
  protected readonly files = [[import.meta.url, './0020-delivery-files.sql']] as [string, string][];
}
