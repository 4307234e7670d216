import { Form } from 'react-router';
import {
  Anchor,
  Button,
  DateInput,
  EmptyState,
  InsetText,
  MoneyText,
  Page,
  pageTitle,
} from '../../components/index.js';
import { CardSumsDocument, type CardSumsQuery } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { addDays } from '../../journey/calendar.js';
import { requireRole, todayOf } from '../../work/access.js';
import { dayFields, dayInAddress } from '../../work/form-dates.js';
import { NotDoneSummary } from '../../work/form-parts.js';
import { type FormValues, type NotDone, problemOf, putRight } from '../../work/refusal.js';
import { StackedTable } from '../../work/stacked-table.js';
import type { Route } from './+types/own-money.js';

type Sums = CardSumsQuery['cardSums'];

const NO_DAY = 'Enter a day that is in the calendar, such as 1 4 2026';

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle('People’s own money', matches, loaderData.problem !== undefined);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, 'FINANCE_OFFICER', 'COMMISSIONER');
  const address = new URL(request.url).searchParams;
  const today = todayOf(context);
  const [from, to] = [dayInAddress(address, 'from', addDays(today, -364)), dayInAddress(address, 'to', today)];
  const seesAll = viewer.roles.includes('FINANCE_OFFICER');
  if (from === null || to === null) {
    const wrong = [...(from === null ? ['from'] : []), ...(to === null ? ['to'] : [])];
    const problem = putRight(
      wrong.map((field) => ({ field, message: NO_DAY })),
      {},
    ).data;
    return { seesAll, sums: null, query: '', fields: Object.fromEntries(address), problem };
  }
  const { cardSums } = await callGraphql({ context, request }, CardSumsDocument, { from, to });
  const fields: FormValues = { ...dayFields(from, 'from'), ...dayFields(to, 'to') };
  return { seesAll, sums: cardSums, query: new URLSearchParams({ from, to }).toString(), fields, problem: undefined };
}

function Period({ fields, problem }: { readonly fields: FormValues; readonly problem: NotDone | undefined }) {
  return (
    <Form method="get" className="oc-panel-form">
      <div className="oc-form-row">
        {(['from', 'to'] as const).map((name) => (
          <DateInput
            key={name}
            id={name}
            namePrefix={name}
            fieldset={{
              legend: name === 'from' ? 'From' : 'Until',
              legendOptions: { className: 'govuk-fieldset__legend--s' },
            }}
            values={fields}
            error={problemOf(problem, name)}
          />
        ))}
      </div>
      <Button variant="secondary">Show the sums</Button>
    </Form>
  );
}

function sum(sums: Sums, of: (one: Sums[number]) => number): number {
  return sums.reduce((all, one) => all + of(one), 0);
}

function SumTable({
  sums,
  query,
  seesAll,
}: {
  readonly sums: Sums;
  readonly query: string;
  readonly seesAll: boolean;
}) {
  return (
    <StackedTable
      label="Own money by provider"
      columns={[
        { head: 'Provider', width: 'name' },
        { head: 'Visits', isNumeric: true, width: 'short' },
        { head: 'Owed', isNumeric: true, width: 'short' },
        { head: 'Paid', isNumeric: true, width: 'short' },
        { head: 'Given back', isNumeric: true, width: 'short' },
      ]}
      rows={sums.map((one) => ({
        key: one.provider.id,
        cells: [
          seesAll ? (
            <Anchor key="provider" className="govuk-link" href={`/council/own-money/${one.provider.id}?${query}`}>
              {one.provider.name}
            </Anchor>
          ) : (
            one.provider.name
          ),
          one.visitCount,
          <MoneyText key="owed" pence={one.owedPence} />,
          <MoneyText key="paid" pence={one.paidPence} />,
          <MoneyText key="back" pence={one.backPence} />,
        ],
      }))}
      foot={[
        seesAll ? 'Together' : 'Of these together',
        sum(sums, ({ visitCount }) => visitCount),
        <MoneyText key="owed" pence={sum(sums, ({ owedPence }) => owedPence)} />,
        <MoneyText key="paid" pence={sum(sums, ({ paidPence }) => paidPence)} />,
        <MoneyText key="back" pence={sum(sums, ({ backPence }) => backPence)} />,
      ]}
    />
  );
}

export default function OwnMoneyByCard({ loaderData }: Route.ComponentProps) {
  const { seesAll, sums, query, fields, problem } = loaderData;
  return (
    <Page width="wide">
      <NotDoneSummary answer={problem} />
      <h1 className="govuk-heading-xl">People’s own money</h1>
      <p className="oc-lead">
        What people pay of their visits themselves, by card. It goes from them to the provider, and never through the
        council’s money.
      </p>
      <Period fields={fields} problem={problem} />
      {sums === null ? null : sums.length === 0 ? (
        <EmptyState icon="receipt-pound-sterling" title="There is nothing for these days">
          <p className="govuk-body">When people pay a part of their visits by card, the sums are shown here.</p>
        </EmptyState>
      ) : (
        <SumTable sums={sums} query={query} seesAll={seesAll} />
      )}
      {seesAll ? null : <InsetText>A provider is not shown while fewer than 5 people stand behind its sum.</InsetText>}
    </Page>
  );
}
