import { Form } from 'react-router';
import { Button, DateInput, EmptyState, ErrorSummary, Page, pageTitle } from '../../components/index.js';
import { FunderAccountsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole, todayOf } from '../../work/access.js';
import { dayFields, readDay } from '../../work/form-dates.js';
import type { Route } from './+types/funders.js';
import { FunderTable } from './funder-table.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Who pays', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const address = new URL(request.url).searchParams;
  const today = todayOf(context);
  // The council's year begins in April.
  const year = today.slice(5) >= '04-01' ? today.slice(0, 4) : String(Number(today.slice(0, 4)) - 1);
  const [from, to] = [readDay(address, 'from'), readDay(address, 'to')];
  const days = { from: from === '' ? `${year}-04-01` : from, to: to === '' ? today : to };
  const values = Object.fromEntries(address);
  if (days.from === null || days.to === null || days.to < days.from)
    return { accounts: [], days: null, values: { ...dayFields(`${year}-04-01`, 'from'), ...values } };
  const { funderAccounts } = await callGraphql({ context, request }, FunderAccountsDocument, {
    from: days.from,
    to: days.to,
  });
  return { accounts: funderAccounts, days, values: { ...dayFields(days.from, 'from'), ...dayFields(days.to, 'to') } };
}

export default function Funders({ loaderData: { accounts, days, values } }: Route.ComponentProps) {
  const problem = days === null ? 'Enter two days that are in the calendar, the first one first' : undefined;
  return (
    <Page width="wide">
      {problem ? <ErrorSummary title="There is a problem" errors={[{ message: problem, href: '#from-day' }]} /> : null}
      <h1 className="govuk-heading-xl">Who pays</h1>
      <p className="oc-lead">
        Some budgets have money from more than one place. Here is what each put in, and what its share bought.
      </p>
      <Form method="get" noValidate>
        <DateInput
          id="from"
          namePrefix="from"
          fieldset={{ legend: 'From', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
          values={values}
          error={problem}
        />
        <DateInput
          id="to"
          namePrefix="to"
          fieldset={{ legend: 'To', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
          values={values}
        />
        <Button variant="secondary">Show these days</Button>
      </Form>
      {accounts.length === 0 ? (
        days === null ? null : (
          <EmptyState icon="wallet" title="Nothing in these days">
            <p className="govuk-body">No money came in and nothing was bought. Choose other days.</p>
          </EmptyState>
        )
      ) : (
        <FunderTable label="What each put in and bought" accounts={accounts} />
      )}
    </Page>
  );
}
