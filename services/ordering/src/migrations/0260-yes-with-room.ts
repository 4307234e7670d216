import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0260 extends SqlMigration {
  readonly name = 'Ordering1700000077261';
  protected readonly files = [[import.meta.url, './0260-yes-with-room.sql']] as [string, string][];
}
