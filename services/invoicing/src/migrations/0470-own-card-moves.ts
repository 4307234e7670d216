import { SqlMigration } from '@owncourse/kernel/contract';

export class Invoicing0470 extends SqlMigration {
  readonly name = 'Invoicing1700000089471';
  protected readonly files = [[import.meta.url, './0470-own-card-moves.sql']] as [string, string][];
}
