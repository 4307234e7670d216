import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0352 extends SqlMigration {
  readonly name = 'Invoicing1700000088130';
  protected readonly files = [[import.meta.url, './0352-cards-for-others.sql']] as [string, string][];
}
