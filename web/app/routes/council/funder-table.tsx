import { MoneyText } from '../../components/index.js';
import type { FunderAccountFactsFragment } from '../../generated/graphql.js';
import { funderWords } from '../../work/funder-words.js';
import { StackedTable } from '../../work/stacked-table.js';

export interface FunderTableProps {
  readonly label: string;
  readonly accounts: readonly FunderAccountFactsFragment[];
}

/** What each funder put in and what its share bought; somebody for whom others paid owes it to them. */
export function FunderTable({ label, accounts }: FunderTableProps) {
  return (
    <StackedTable
      label={label}
      columns={[
        { head: 'Who pays', width: 'name' },
        { head: 'Put in', isNumeric: true, width: 'short' },
        { head: 'Its share bought', isNumeric: true, width: 'short' },
        { head: 'Went back to it', isNumeric: true, width: 'short' },
        { head: 'Left', isNumeric: true, width: 'short' },
        { head: 'Owes the others', isNumeric: true, width: 'short' },
      ]}
      rows={accounts.map((account) => ({
        key: account.kind,
        cells: [
          funderWords(account.kind),
          <MoneyText key="in" pence={account.putInPence} />,
          <MoneyText key="bought" pence={account.boughtPence} />,
          <MoneyText key="back" pence={account.givenBackPence} />,
          <MoneyText key="left" pence={Math.max(account.leftPence, 0)} />,
          <MoneyText key="owes" pence={Math.max(-account.leftPence, 0)} />,
        ],
      }))}
    />
  );
}
