import { DateText, MoneyText, SummaryList, type SummaryRow, Tag } from '../../components/index.js';
import type { BudgetStatus, CouncilBudgetQuery } from '../../generated/graphql.js';
import { HowItIsHeld } from '../../journey/how-it-is-held.js';
import { listWords } from '../../journey/calendar.js';
import { routeWords } from '../../work/state-words.js';

type Budget = NonNullable<CouncilBudgetQuery['budget']>;

export function BudgetTag({ status }: { readonly status: BudgetStatus }) {
  if (status === 'ACTIVE') return <Tag colour="green">Open</Tag>;
  if (status === 'PAUSED') return <Tag colour="yellow">Paused</Tag>;
  return status === 'CLOSING' ? <Tag colour="yellow">Ending</Tag> : <Tag colour="grey">Closed</Tag>;
}

const sources: Readonly<Record<string, string>> = {
  SOCIAL_CARE: 'social care',
  NHS: 'the NHS',
  CHILDREN: 'children’s services',
  OTHER: 'another source',
};

function share(percent: string): string {
  return percent.includes('.') ? percent.replace(/\.?0+$/, '') : percent;
}

function fundingWords(budget: Budget): string {
  return listWords(
    budget.fundingSources.map(({ kind, sharePercent }) => {
      const name = sources[kind.toUpperCase().replaceAll('-', '_')] ?? kind;
      return `${share(sharePercent)}% from ${name}`;
    }),
  );
}

/** The terms of a budget, and where the money is now. */
export function BudgetFacts({ budget }: { readonly budget: Budget }) {
  const terms: readonly SummaryRow[] = [
    { key: 'State', value: <BudgetTag status={budget.status} /> },
    {
      key: 'Who holds the money',
      value:
        budget.parts.filter((part) => !part.isOver).length > 1 ? 'Several, see below' : routeWords(budget.holdingRoute),
    },
    { key: 'A week', value: <MoneyText pence={budget.weeklyPence} /> },
    ...(budget.fundingSources.length > 0 ? [{ key: 'Where it comes from', value: fundingWords(budget) }] : []),
    { key: 'From', value: <DateText date={budget.startsOn} withYear /> },
    { key: 'Until', value: budget.endsOn === null ? 'Goes on' : <DateText date={budget.endsOn} withYear /> },
    {
      key: 'Paid in for days up to',
      value: budget.fundedThrough === null ? 'Nothing yet' : <DateText date={budget.fundedThrough} withYear />,
    },
    {
      key: 'Next money in',
      value:
        budget.nextInstalmentOn === null || budget.nextInstalmentPence === null ? (
          'None planned'
        ) : (
          <>
            <MoneyText pence={budget.nextInstalmentPence} /> on <DateText date={budget.nextInstalmentOn} withYear />
          </>
        ),
    },
  ];
  const places: readonly SummaryRow[] = [
    { key: 'Came in', value: <MoneyText pence={budget.fundedPence} /> },
    { key: 'Left', value: <MoneyText pence={budget.availablePence} /> },
    { key: 'Promised', value: <MoneyText pence={budget.committedPence} /> },
    { key: 'Delivered, no invoice approved yet', value: <MoneyText pence={budget.accruedPence} /> },
    { key: 'Invoice approved, not paid yet', value: <MoneyText pence={budget.invoicedPence} /> },
    { key: 'Paid', value: <MoneyText pence={budget.paidPence} /> },
  ];
  return (
    <>
      <h2 className="govuk-heading-l">Terms</h2>
      <SummaryList rows={terms} />
      <HowItIsHeld parts={budget.parts} isSelf={false} />
      <h2 className="govuk-heading-l">Where the money is now</h2>
      <SummaryList className="oc-summary-sums" rows={places} />
    </>
  );
}
