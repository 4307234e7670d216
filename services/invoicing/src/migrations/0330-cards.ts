import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0330 extends SqlMigration {
  readonly name = 'Invoicing1700000087100';
  protected readonly files = [
    [import.meta.url, './0330-cards.sql'],
    [import.meta.url, './0331-taking-cards.sql'],
    [import.meta.url, './0332-keeping-cards.sql'],
  ] as [string, string][];
}
