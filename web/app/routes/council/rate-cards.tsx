import { DateText, EmptyState, Page, pageTitle } from '../../components/index.js';
import { RateCardsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole, todayOf } from '../../work/access.js';
import { StackedTable } from '../../work/stacked-table.js';
import type { Route } from './+types/rate-cards.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Rate cards', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER', 'APPROVER');
  const { rateCards } = await callGraphql({ context, request }, RateCardsDocument);
  return { rateCards, today: todayOf(context) };
}

type Card = Route.ComponentProps['loaderData']['rateCards'][number];

/** Cards for any provider first, then by the provider’s name, newest version first. */
function inOrder(cards: readonly Card[]): readonly Card[] {
  return [...cards].sort(
    (first, second) =>
      (first.provider?.name ?? '').localeCompare(second.provider?.name ?? '', 'en-GB') ||
      second.version - first.version,
  );
}

function CardTable({ label, cards }: { readonly label: string; readonly cards: readonly Card[] }) {
  return (
    <StackedTable
      label={label}
      columns={[
        { head: 'For', width: 'name' },
        { head: 'From' },
        { head: 'Until' },
        { head: 'Version', isNumeric: true },
        { head: 'Prices', isNumeric: true },
      ]}
      rows={inOrder(cards).map((card) => ({
        key: card.id,
        cells: [
          card.provider?.name ?? 'Any provider',
          <DateText key="from" date={card.validFrom} withYear />,
          card.validTo === null ? 'The next version' : <DateText key="to" date={card.validTo} withYear />,
          card.version,
          card.itemCount,
        ],
      }))}
    />
  );
}

export default function RateCards({ loaderData: { rateCards, today } }: Route.ComponentProps) {
  const isOver = ({ validTo }: Card): boolean => validTo !== null && validTo < today;
  const sections = [
    { title: 'In use now', cards: rateCards.filter((card) => card.validFrom <= today && !isOver(card)) },
    { title: 'Not yet in use', cards: rateCards.filter((card) => card.validFrom > today) },
    { title: 'Over', cards: rateCards.filter(isOver) },
  ];
  return (
    <Page width="wide">
      <h1 className="govuk-heading-xl">Rate cards</h1>
      <p className="oc-lead">
        The prices that the council has agreed. People with a budget see these prices instead of the public ones.
      </p>
      {rateCards.length === 0 ? (
        <EmptyState icon="receipt-pound-sterling" title="No rate cards yet">
          <p className="govuk-body">Until there is one, everybody sees the public prices.</p>
        </EmptyState>
      ) : null}
      {sections
        .filter(({ cards }) => cards.length > 0)
        .map(({ title, cards }) => (
          <section key={title}>
            <h2 className="govuk-heading-l">{title}</h2>
            <CardTable label={title} cards={cards} />
          </section>
        ))}
    </Page>
  );
}
