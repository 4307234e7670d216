import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0001 extends SqlMigration {
  readonly name = 'Invoicing1700000006001';
  protected readonly files = [
    [import.meta.url, './0001-invoicing.sql'],
    [import.meta.url, './0001-making.sql'],
    [import.meta.url, './0001-paying.sql'],
  ] as [string, string][];
}
