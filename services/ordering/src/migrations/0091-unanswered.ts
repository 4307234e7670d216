import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0091 extends SqlMigration {
  readonly name = 'Ordering1700000015091';
  protected readonly files = [[import.meta.url, './0091-unanswered.sql']] as [string, string][];
}
