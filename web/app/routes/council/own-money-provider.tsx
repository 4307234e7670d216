import { BackLink, EmptyState, MoneyText, Page, pageTitle, Tag } from '../../components/index.js';
import { shortDateWords } from '../../format/dates.js';
import { CardReferencesDocument, type CardReferencesQuery } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { addDays } from '../../journey/calendar.js';
import { requireRole, todayOf } from '../../work/access.js';
import { dayInAddress } from '../../work/form-dates.js';
import { StackedTable } from '../../work/stacked-table.js';
import type { Route } from './+types/own-money-provider.js';

const MOST = 500;

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(`Own money: ${loaderData.provider.name}`, matches);
}

export async function loader({ context, request, params: { providerId } }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const address = new URL(request.url).searchParams;
  const today = todayOf(context);
  const from = dayInAddress(address, 'from', addDays(today, -364)) ?? notFound();
  const to = dayInAddress(address, 'to', today) ?? notFound();
  const { provider, cardReferences } = await callGraphql({ context, request }, CardReferencesDocument, {
    providerId,
    from,
    to,
  });
  return {
    provider: provider ?? notFound(),
    visits: cardReferences,
    query: new URLSearchParams({ from, to }).toString(),
  };
}

function StateTag({ visit }: { readonly visit: CardReferencesQuery['cardReferences'][number] }) {
  if (visit.paidPence > 0 && visit.backPence >= visit.paidPence) return <Tag colour="grey">Given back</Tag>;
  return visit.state === 'PAID' ? <Tag colour="green">Paid</Tag> : <Tag colour="yellow">Not paid yet</Tag>;
}

export default function OwnMoneyOfProvider({ loaderData: { provider, visits, query } }: Route.ComponentProps) {
  return (
    <Page width="wide" before={<BackLink href={`/council/own-money?${query}`}>People’s own money</BackLink>}>
      <h1 className="govuk-heading-xl">Own money: {provider.name}</h1>
      <p className="oc-lead">
        One line for each visit, with the payment’s reference at Stripe. Whose visit it was is not shown.
      </p>
      {visits.length === 0 ? (
        <EmptyState icon="receipt-pound-sterling" title="There is nothing for these days">
          <p className="govuk-body">When people pay a part of their visits by card, the visits are shown here.</p>
        </EmptyState>
      ) : (
        <StackedTable
          label="Payments by card"
          columns={[
            { head: 'Visit', width: 'short' },
            { head: 'Reference', width: 'name' },
            { head: 'Where it stands' },
            { head: 'Owed', isNumeric: true, width: 'short' },
            { head: 'Paid', isNumeric: true, width: 'short' },
            { head: 'Given back', isNumeric: true, width: 'short' },
          ]}
          rows={visits.map((visit, index) => ({
            key: visit.payments[0] ?? String(index),
            cells: [
              shortDateWords(visit.onDate),
              <span key="reference" className="oc-reference">
                {visit.payments.join(', ') || 'None yet'}
              </span>,
              <StateTag key="state" visit={visit} />,
              <MoneyText key="owed" pence={visit.owedPence} />,
              <MoneyText key="paid" pence={visit.paidPence} />,
              <MoneyText key="back" pence={visit.backPence} />,
            ],
          }))}
        />
      )}
      {visits.length === MOST ? (
        <p className="govuk-body">These are the newest {MOST} visits. Choose fewer days to see the others.</p>
      ) : null}
    </Page>
  );
}
