import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0140 extends SqlMigration {
  readonly name = 'Invoicing1700000040102';
  protected readonly files = [[import.meta.url, './0140-parts.sql']] as [string, string][];
}
