import { SqlMigration } from '@owncourse/kernel/contract';

export class Identity0330 extends SqlMigration {
  readonly name = 'Identity1700000088300';
  protected readonly files = [[import.meta.url, './0330-self-funders-house.sql']] as [string, string][];
}
