import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0820 extends SqlMigration {
  readonly name = 'Catalogue1700000082020';
  protected readonly files = [[import.meta.url, './0820-variants-of-provider.sql']] as [string, string][];
}
