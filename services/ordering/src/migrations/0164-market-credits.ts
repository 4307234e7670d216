import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0164 extends SqlMigration {
  readonly name = 'Ordering1700000060104';
  protected readonly files = [[import.meta.url, './0164-market-credits.sql']] as [string, string][];
}
