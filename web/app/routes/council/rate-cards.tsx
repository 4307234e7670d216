import { Anchor, ButtonLink, DateText, EmptyState, Page, pageTitle } from '../../components/index.js';
import { RateCardsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole, todayOf } from '../../work/access.js';
import { StackedTable } from '../../work/stacked-table.js';
import type { Route } from './+types/rate-cards.js';
import { CardTag } from './rate-card-words.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Rate cards', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, 'FINANCE_OFFICER', 'APPROVER');
  const { rateCards } = await callGraphql({ context, request }, RateCardsDocument);
  return { rateCards, today: todayOf(context), mayUpload: viewer.roles.includes('FINANCE_OFFICER') };
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

interface CardTableProps {
  readonly label: string;
  readonly cards: readonly Card[];
  readonly today: string;
}

function CardTable({ label, cards, today }: CardTableProps) {
  return (
    <StackedTable
      label={label}
      columns={[
        { head: 'For', width: 'name' },
        { head: 'Where it stands', width: 'short' },
        { head: 'From' },
        { head: 'Until' },
        { head: 'Version', isNumeric: true, width: 'short' },
        { head: 'Prices', isNumeric: true, width: 'short' },
      ]}
      rows={inOrder(cards).map((card) => ({
        key: card.id,
        cells: [
          <Anchor key="card" className="govuk-link" href={`/council/rate-cards/${card.id}`}>
            {card.provider?.name ?? 'Any provider'}
          </Anchor>,
          <CardTag key="state" card={card} today={today} />,
          <DateText key="from" date={card.validFrom} withYear />,
          card.validTo === null ? 'The next version' : <DateText key="to" date={card.validTo} withYear />,
          card.version,
          card.itemCount.toLocaleString('en-GB'),
        ],
      }))}
    />
  );
}

export default function RateCards({ loaderData: { rateCards, today, mayUpload } }: Route.ComponentProps) {
  const isOver = ({ validTo }: Card): boolean => validTo !== null && validTo < today;
  const published = rateCards.filter((card) => card.status === 'PUBLISHED');
  const sections = [
    { title: 'Waiting for a second yes', cards: rateCards.filter((card) => card.status === 'DRAFT') },
    { title: 'In use now', cards: published.filter((card) => card.validFrom <= today && !isOver(card)) },
    { title: 'Not yet in use', cards: published.filter((card) => card.validFrom > today) },
    { title: 'Over', cards: published.filter(isOver) },
    {
      title: 'Sent back or taken back',
      cards: rateCards.filter((card) => card.status !== 'PUBLISHED' && card.status !== 'DRAFT'),
    },
  ];
  return (
    <Page width="wide">
      <h1 className="govuk-heading-xl">Rate cards</h1>
      <p className="oc-lead">
        The prices that the council has agreed. People with a budget see these prices instead of the public ones.
      </p>
      {mayUpload ? (
        <>
          <ButtonLink href="/council/rate-cards/new">Upload a rate card</ButtonLink>
          <p className="govuk-body">
            <Anchor className="govuk-link" href="/council/rate-cards/proposals">
              Prices that providers propose
            </Anchor>
          </p>
        </>
      ) : null}
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
            <CardTable label={title} cards={cards} today={today} />
          </section>
        ))}
    </Page>
  );
}
