import { Anchor, MoneyText } from '../../components/index.js';
import { shortDateWords } from '../../format/dates.js';
import type { FundsHeldQuery } from '../../generated/graphql.js';
import { StackedTable } from '../../work/stacked-table.js';

/** Money that this provider holds for people, and its own part of what it held before; nothing where it never did. */
export function FundsHeld({ funds }: { readonly funds: FundsHeldQuery['fundsHeld'] }) {
  if (funds.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-l">Money you hold for people</h2>
      <p className="govuk-body">
        It is theirs, and goes with them when they choose somebody else. You see the days in which you held it.
      </p>
      <StackedTable
        label="Money you hold for people"
        columns={[
          { head: 'Person', width: 'name' },
          { head: 'Days' },
          { head: 'Came in', isNumeric: true, width: 'short' },
          { head: 'Bought', isNumeric: true, width: 'short' },
          { head: 'Left', isNumeric: true, width: 'short' },
        ]}
        rows={funds.map((fund) => ({
          key: fund.id,
          cells: [
            <Anchor key="who" className="govuk-link" href={`/provider/money/held/${fund.id}`}>
              {fund.personName}
            </Anchor>,
            fund.untilDate === null
              ? `Since ${shortDateWords(fund.fromDate)}`
              : `From ${shortDateWords(fund.fromDate)}, until ${shortDateWords(fund.untilDate)}`,
            <MoneyText key="in" pence={fund.cameInPence} />,
            <MoneyText key="bought" pence={fund.boughtPence} />,
            fund.leftPence === null ? 'With somebody else' : <MoneyText key="left" pence={fund.leftPence} />,
          ],
        }))}
      />
    </>
  );
}
