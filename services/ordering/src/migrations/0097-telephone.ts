import { SqlMigration } from '@owncourse/kernel/contract';

export class Ordering0097 extends SqlMigration {
  readonly name = 'Ordering1700000022097';
  protected readonly files = [[import.meta.url, './0097-telephone.sql']] as [string, string][];
}
