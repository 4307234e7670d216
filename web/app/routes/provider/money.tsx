import { Anchor, EmptyState, MoneyText, Page, pageTitle } from '../../components/index.js';
import { shortDateWords } from '../../format/dates.js';
import {
  FundsHeldDocument,
  OwnMoneyBetweenDocument,
  ProviderMoneyDocument,
  type InvoiceHeadFragment,
} from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { addDays } from '../../journey/calendar.js';
import { OwnMoneyList } from '../../journey/own-money.js';
import { requireRole, todayOf } from '../../work/access.js';
import { CreditNoteTable } from '../../work/credit-notes.js';
import { Figure, Figures, MorePages } from '../../work/lists.js';
import { periodWords } from '../../work/period-words.js';
import { StackedTable } from '../../work/stacked-table.js';
import { InvoiceTag } from '../../work/state-words.js';
import type { Route } from './+types/money.js';
import { FundsHeld } from './funds-held.js';
import { sumPence } from './money-coming.js';
import { providerMoney } from './roles.js';

const OWN_MONEY_DAYS = 92;

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Money coming', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerMoney);
  const after = new URL(request.url).searchParams.get('after');
  const today = todayOf(context);
  const [answer, { fundsHeld }, { ownMoney }] = await Promise.all([
    callGraphql({ context, request }, ProviderMoneyDocument, { after }),
    callGraphql({ context, request }, FundsHeldDocument),
    callGraphql({ context, request }, OwnMoneyBetweenDocument, {
      personId: null,
      from: addDays(today, -OWN_MONEY_DAYS),
      to: today,
    }),
  ]);
  return {
    today,
    fundsHeld,
    ownMoney,
    invoices: answer.invoices,
    creditNotes: answer.creditNotes,
    waiting: { count: answer.waiting.totalCount, pence: sumPence(answer.waiting) },
    coming: { count: answer.coming.totalCount, pence: sumPence(answer.coming) },
    isFirst: after === null,
  };
}

/** The day of the money, as far as it is known; the invoice's page says why where it is not. */
function whenWords(
  { dueOn, paidOn, whenPaid }: InvoiceHeadFragment & { readonly whenPaid: { readonly payOn: string | null } | null },
  today: string,
): string {
  const payOn = whenPaid?.payOn ?? paidOn;
  if (payOn === null) return dueOn < today ? `Late: due ${shortDateWords(dueOn)}` : 'Not yet known';
  return paidOn === null ? `By ${shortDateWords(payOn)}` : `Paid on ${shortDateWords(payOn)}`;
}

interface SumProps {
  readonly count: number;
  readonly pence: number | null;
}

function SumFigure({ count, pence }: SumProps) {
  return (
    <span className="oc-figure__number--sum">{pence === null ? `${count} invoices` : <MoneyText pence={pence} />}</span>
  );
}

export default function ProviderMoney({ loaderData }: Route.ComponentProps) {
  const { today, fundsHeld, ownMoney, invoices, creditNotes, waiting, coming, isFirst } = loaderData;
  return (
    <Page width="wide">
      <h1 className="govuk-heading-xl">Money coming</h1>
      <p className="oc-lead">
        We make your invoices from the visits that people confirmed. You do not have to write any.
      </p>
      <Figures label="Money coming">
        <Figure href="#invoices" figure={<SumFigure {...waiting} />} words="waiting for a yes from who pays" />
        <Figure href="#invoices" figure={<SumFigure {...coming} />} words="ready to be paid to you" />
      </Figures>
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/provider/money/bank">
          Your bank details
        </Anchor>
        {' · '}
        <Anchor className="govuk-link" href="/provider/money/payments">
          Payments to you
        </Anchor>
        {' · '}
        <Anchor className="govuk-link" href="/provider/deliveries/entered">
          When each visit is paid
        </Anchor>
        {' · '}
        <Anchor className="govuk-link" href="/provider/money/legal-details">
          Your name on invoices
        </Anchor>
        {' · '}
        <Anchor className="govuk-link" href="/provider/money/sort-out">
          Invoices to sort out
        </Anchor>
        {' · '}
        <Anchor className="govuk-link" href="/provider/money/sent">
          Invoices you send
        </Anchor>
        {' · '}
        <Anchor className="govuk-link" href="/provider/money/card">
          Get paid by card
        </Anchor>
      </p>
      <FundsHeld funds={fundsHeld} />
      <h2 className="govuk-heading-l" id="invoices">
        Invoices
      </h2>
      {invoices.edges.length === 0 ? (
        <EmptyState icon="receipt-pound-sterling" title="No invoices yet" headingLevel={3}>
          <p className="govuk-body">When people have confirmed visits, we make an invoice and show it here.</p>
        </EmptyState>
      ) : (
        <StackedTable
          label="Invoices"
          columns={[
            { head: 'Invoice', width: 'short' },
            { head: 'Who pays', width: 'name' },
            { head: 'For visits', width: 'short' },
            { head: 'Where it stands' },
            { head: 'When', width: 'short' },
            { head: 'Sum', isNumeric: true, width: 'short' },
          ]}
          rows={invoices.edges.map(({ node }) => ({
            key: node.id,
            cells: [
              <Anchor key="number" className="govuk-link" href={`/provider/money/${node.id}`}>
                {node.number}
              </Anchor>,
              node.payerName,
              periodWords(node.periodStart, node.periodEnd),
              <InvoiceTag key="state" status={node.status} />,
              whenWords(node, today),
              <MoneyText key="sum" pence={node.totalPence} />,
            ],
          }))}
        />
      )}
      {creditNotes.length === 0 ? null : (
        <>
          <h2 className="govuk-heading-l" id="credit-notes">
            Credit notes
          </h2>
          <p className="govuk-body">
            These visits cost less than their invoices say. We take it off what you are paid next.
          </p>
          <CreditNoteTable notes={creditNotes} invoiceHref={(id) => `/provider/money/${id}`} />
        </>
      )}
      <OwnMoneyList lines={ownMoney} by="provider" />
      <MorePages pageInfo={invoices.pageInfo} path="/provider/money" isFirst={isFirst} label="Pages of invoices" />
    </Page>
  );
}
