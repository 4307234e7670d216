import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0095 extends SqlMigration {
  readonly name = 'Ordering1700000022095';
  protected readonly files = [[import.meta.url, './0095-telephone.sql']] as [string, string][];
}
