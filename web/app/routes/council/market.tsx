import { Form } from 'react-router';
import {
  BarChartWithTable,
  Button,
  DateInput,
  DateText,
  EmptyState,
  Page,
  pageTitle,
  Radios,
  ScrollingTable,
} from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { formatPence } from '../../format/money.js';
import { monthWords } from '../../format/dates.js';
import { MissingSupportDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { NotDoneSummary } from '../../work/form-parts.js';
import { problemOf, type FormValues, type NotDone } from '../../work/refusal.js';
import type { Route } from './+types/market.js';
import { askedReport, groupings, type Report, reportQuery, type Wanted } from './market-report.js';

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle('The market', matches, loaderData.problem !== null);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'COMMISSIONER');
  const [asked, { missingSupport }] = await Promise.all([
    askedReport({ context, request }),
    callGraphql({ context, request }, MissingSupportDocument),
  ]);
  return { ...asked, missing: missingSupport };
}

function Questions({ fields, problem }: { readonly fields: FormValues; readonly problem: NotDone | undefined }) {
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
      <Radios
        name="groupBy"
        className="govuk-radios--inline"
        fieldset={{ legend: 'Seen by', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
        value={fields['groupBy'] ?? 'SUPPORT_TYPE'}
        items={Object.entries(groupings).map(([value, { choice }]) => ({ value, label: choice }))}
      />
      <Button>Show the figures</Button>
    </Form>
  );
}

function totalWords(report: Report): string {
  const { totalSpendPence: spend, totalOrders: orders, totalPeople: people } = report;
  if (spend === null || orders === null || people === null)
    return 'The total is kept back, because too few people stand behind it.';
  return `${sentenceStart(countWords(people, 'person', 'people'))} spent ${formatPence(spend)} on ${countWords(orders, 'order')}.`;
}

function labelOf(row: Report['rows'][number], groupBy: Report['groupBy']): string {
  return groupBy === 'MONTH' && /^\d{4}-\d{2}$/.test(row.key) ? monthWords(row.key) : row.label;
}

function Figures({ report, wanted }: { readonly report: Report; readonly wanted: Wanted }) {
  const { column, title } = groupings[report.groupBy];
  const anyKeptBack = report.rows.some(({ suppressed }) => suppressed);
  return (
    <>
      <BarChartWithTable
        title={title}
        summary={totalWords(report)}
        columns={[column, 'Spent', 'Orders', 'People']}
        rows={report.rows.map((row) => ({
          label: labelOf(row, report.groupBy),
          value: row.spendPence,
          words: row.spendPence === null ? '' : formatPence(row.spendPence),
          cells: [row.orders ?? '–', row.people ?? '–'],
        }))}
      />
      {anyKeptBack ? (
        <p className="govuk-body">
          Where fewer than 5 people stand behind a figure, we keep it back, so that nobody can be recognised. Now and
          then we keep back one more, so that the first cannot be worked out.
        </p>
      ) : null}
      <p className="govuk-body">
        <a className="govuk-link" href={`/council/market.csv?${reportQuery(wanted)}`} download>
          Download these figures (CSV)
        </a>
      </p>
    </>
  );
}

function Searches({ report }: { readonly report: Report }) {
  const { searchesWithoutResult: searches } = report;
  return (
    <>
      <h2 className="govuk-heading-m">What people looked for and did not find</h2>
      {searches.length === 0 ? (
        <p className="govuk-body">No words were searched for without a result five times or more.</p>
      ) : (
        <ScrollingTable
          label="Searches without a result"
          head={[{ content: 'Words' }, { content: 'Times', format: 'numeric' }]}
          rows={searches.map(({ value, label, count }) => [
            { content: label || value, className: 'oc-table-name' },
            { content: count, format: 'numeric' },
          ])}
          firstCellIsHeader
        />
      )}
    </>
  );
}

/** In people's own words; the days tell no time, and nothing tells who it was. */
function Missing({ missing }: { readonly missing: Route.ComponentProps['loaderData']['missing'] }) {
  return (
    <>
      <h2 className="govuk-heading-m">What people say is missing</h2>
      {missing.length === 0 ? (
        <p className="govuk-body">Nobody has told you that something is missing.</p>
      ) : (
        <ScrollingTable
          label="What people say is missing"
          head={[{ content: 'What' }, { content: 'Where' }, { content: 'When they said so' }]}
          rows={missing.map(({ words, note, ward, toldOn }) => [
            { content: note === null ? words : `${words}. ${note}`, className: 'oc-table-name' },
            { content: ward?.name ?? 'Any area' },
            { content: monthWords(toldOn) },
          ])}
          firstCellIsHeader
        />
      )}
    </>
  );
}

export default function Market({ loaderData }: Route.ComponentProps) {
  const { report, wanted, fields, problem, missing } = loaderData;
  return (
    <Page width="wide">
      <NotDoneSummary answer={problem ?? undefined} fieldIds={{ from: 'from-day', to: 'to-day' }} />
      <h1 className="govuk-heading-xl">The market</h1>
      <p className="oc-lead">What people buy with their budgets. Figures only, never a name.</p>
      <Questions fields={fields} problem={problem ?? undefined} />
      {report === null ? null : (
        <>
          <p className="govuk-body">
            <DateText date={report.from} withYear /> to <DateText date={report.to} withYear />
          </p>
          {report.rows.length === 0 ? (
            <EmptyState icon="chart-column" title="Nothing was bought in this time">
              <p className="govuk-body">Choose other days.</p>
            </EmptyState>
          ) : (
            <Figures report={report} wanted={wanted} />
          )}
          <Searches report={report} />
        </>
      )}
      <Missing missing={missing} />
    </Page>
  );
}
