import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0096 extends SqlMigration {
  readonly name = 'Ordering1700000020098';
  protected readonly files = [[import.meta.url, './0096-own-money.sql']] as [string, string][];
}
