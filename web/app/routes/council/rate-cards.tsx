import { DateText, EmptyState, Page, pageTitle, ScrollingTable } from '../../components/index.js';
import { RateCardsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole, todayOf } from '../../work/access.js';
import type { Route } from './+types/rate-cards.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Rate cards', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER', 'APPROVER');
  const { rateCards } = await callGraphql({ context, request }, RateCardsDocument);
  return { rateCards, today: todayOf(context) };
}

/** Where a card stands on a day; the last day of a card is its own. */
function stateWords(card: { readonly validFrom: string; readonly validTo: string | null }, today: string): string {
  if (card.validFrom > today) return 'Not yet';
  return card.validTo !== null && card.validTo < today ? 'Over' : 'In use now';
}

export default function RateCards({ loaderData: { rateCards, today } }: Route.ComponentProps) {
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
      ) : (
        <ScrollingTable
          label="Rate cards"
          head={[
            { content: 'For' },
            { content: 'Version', format: 'numeric' },
            { content: 'Prices', format: 'numeric' },
            { content: 'From' },
            { content: 'Until' },
            { content: 'State' },
          ]}
          rows={rateCards.map((card) => [
            { content: card.provider?.name ?? 'Any provider', className: 'oc-table-name' },
            { content: card.version, format: 'numeric' },
            { content: card.itemCount, format: 'numeric' },
            { content: <DateText date={card.validFrom} withYear />, className: 'oc-table-words' },
            {
              content: card.validTo === null ? 'The next version' : <DateText date={card.validTo} withYear />,
              className: 'oc-table-words',
            },
            { content: stateWords(card, today), className: 'oc-table-day' },
          ])}
          firstCellIsHeader
        />
      )}
    </Page>
  );
}
