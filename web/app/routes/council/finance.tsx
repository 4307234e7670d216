import { EmptyState, MoneyText, Page, pageTitle } from '../../components/index.js';
import { FinanceWorkDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { Figure, Figures } from '../../work/lists.js';
import { digits } from '../../work/period-words.js';
import { sumPence } from '../provider/money-coming.js';
import type { Route } from './+types/finance.js';
import { RunTable } from './run-table.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Work to do', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const answer = await callGraphql({ context, request }, FinanceWorkDocument);
  const queue = (one: typeof answer.toApprove) => ({ count: one.totalCount, pence: sumPence(one) });
  return {
    toApprove: queue(answer.toApprove),
    toPay: queue(answer.toPay),
    inRun: queue(answer.inRun),
    paidCount: answer.paid.totalCount,
    budgetCount: answer.budgets.totalCount,
    shortCount: answer.budgetsRunningShort.totalCount,
    overCount: answer.reclaims.totalCount,
    runs: answer.paymentRuns,
  };
}

function Sum({ pence }: { readonly pence: number | null }) {
  return pence === null ? null : <MoneyText pence={pence} />;
}

export default function FinanceWork({ loaderData }: Route.ComponentProps) {
  const { toApprove, toPay, inRun, runs } = loaderData;
  const toRelease = runs.filter(({ status, preparedByReader }) => status === 'PREPARED' && !preparedByReader);
  return (
    <Page width="wide">
      <h1 className="govuk-heading-xl">Work to do</h1>
      <Figures label="What waits for you">
        <Figure
          href="/council/invoices"
          figure={digits(toApprove.count)}
          words={toApprove.count === 1 ? 'invoice to approve' : 'invoices to approve'}
          more={toApprove.count > 0 ? <Sum pence={toApprove.pence} /> : null}
          flag={toApprove.count > 0 ? 'Look at them' : undefined}
        />
        <Figure
          href="/council/payment-runs"
          figure={digits(toPay.count)}
          words={toPay.count === 1 ? 'invoice ready to pay' : 'invoices ready to pay'}
          more={toPay.count > 0 ? <Sum pence={toPay.pence} /> : null}
          flag={toPay.count > 0 ? 'Prepare a payment run' : undefined}
        />
        <Figure
          href="/council/payment-runs"
          figure={digits(toRelease.length)}
          words={toRelease.length === 1 ? 'payment run for you to release' : 'payment runs for you to release'}
          more={inRun.count > 0 ? <Sum pence={inRun.pence} /> : null}
          flag={toRelease.length > 0 ? 'A colleague prepared it' : undefined}
        />
        <Figure href="/council/invoices?show=paid" figure={digits(loaderData.paidCount)} words="invoices paid so far" />
        <Figure
          href="/council/budgets/running-short"
          figure={digits(loaderData.shortCount)}
          words={loaderData.shortCount === 1 ? 'budget will run short' : 'budgets will run short'}
          flag={loaderData.shortCount > 0 ? 'See when, and what would help' : undefined}
        />
        <Figure
          href="/council/money-over"
          figure={digits(loaderData.overCount)}
          words={loaderData.overCount === 1 ? 'budget with money over' : 'budgets with money over'}
        />
        <Figure href="/council/budgets" figure={digits(loaderData.budgetCount)} words="budgets" />
      </Figures>
      <h2 className="govuk-heading-l">Newest payment runs</h2>
      {runs.length === 0 ? (
        <EmptyState icon="wallet" title="No payment runs yet" headingLevel={3}>
          <p className="govuk-body">Approve invoices first. Then prepare a run.</p>
        </EmptyState>
      ) : (
        <RunTable label="Newest payment runs" runs={runs} />
      )}
    </Page>
  );
}
