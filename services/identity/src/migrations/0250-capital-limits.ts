import { SqlMigration } from '@owncourse/kernel/contract';

export class Identity0250 extends SqlMigration {
  readonly name = 'Identity1700000087220';
  protected readonly files = [[import.meta.url, './0250-capital-limits.sql']] as [string, string][];
}
