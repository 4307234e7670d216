import { SqlMigration } from '@owncourse/kernel/contract';

export class Catalogue0382 extends SqlMigration {
  readonly name = 'Catalogue1700000085240';
  protected readonly files = [[import.meta.url, './0382-areas-and-ages.sql']] as [string, string][];
}
