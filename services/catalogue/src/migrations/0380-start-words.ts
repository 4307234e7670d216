import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0380 extends SqlMigration {
  readonly name = 'Catalogue1700000085220';
  protected readonly files = [[import.meta.url, './0380-start-words.sql']] as [string, string][];
}
