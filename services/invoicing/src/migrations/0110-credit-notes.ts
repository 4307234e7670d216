import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0110 extends SqlMigration {
  readonly name = 'Invoicing1700000027113';
  protected readonly files = [
    [import.meta.url, './0110-credit-notes.sql'],
    [import.meta.url, './0110-recovering.sql'],
  ] as [string, string][];
}
