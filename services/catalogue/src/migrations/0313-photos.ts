import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0313 extends SqlMigration {
  readonly name = 'Catalogue1700000083113';
  protected readonly files = [[import.meta.url, './0313-photos.sql']] as [string, string][];
}
