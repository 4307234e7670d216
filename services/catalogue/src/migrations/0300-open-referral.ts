import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0300 extends SqlMigration {
  readonly name = 'Catalogue1700000081300';
  protected readonly files = [[import.meta.url, './0300-open-referral.sql']] as [string, string][];
}
