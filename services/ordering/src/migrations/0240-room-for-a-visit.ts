import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0240 extends SqlMigration {
  readonly name = 'Ordering1700000077241';
  protected readonly files = [[import.meta.url, './0240-room-for-a-visit.sql']] as [string, string][];
}
