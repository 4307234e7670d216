import { SqlMigration } from '@owncourse/kernel/contract';

export class Rates0004 extends SqlMigration {
  readonly name = 'Rates1700000020097';
  protected readonly files = [[import.meta.url, './0004-own-money.sql']] as [string, string][];
}
