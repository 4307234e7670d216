import { SqlMigration } from '@owncourse/kernel/contract';

export class Identity0001 extends SqlMigration {
  readonly name = 'Identity1700000001001';
  protected readonly files = [
    [import.meta.url, './0001-identity.sql'],
    [import.meta.url, './0001-actor.sql'],
    [import.meta.url, './0001-mandates.sql'],
    [import.meta.url, './0001-published.sql'],
  ] as [string, string][];
}
