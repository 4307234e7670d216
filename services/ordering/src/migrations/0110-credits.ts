import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0110 extends SqlMigration {
  readonly name = 'Ordering1700000027112';
  protected readonly files = [[import.meta.url, './0110-credits.sql']] as [string, string][];
}
