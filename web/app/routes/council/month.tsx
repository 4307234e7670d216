import { Form, redirect } from 'react-router';
import {
  BackLink,
  Button,
  DateText,
  Details,
  MoneyText,
  Page,
  pageTitle,
  SummaryList,
} from '../../components/index.js';
import { monthWords } from '../../format/dates.js';
import {
  MonthOfBooksDocument,
  type MonthOfBooksQuery,
  PrepareMonthCloseDocument,
  SignMonthCloseDocument,
  TakeBackMonthCloseDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { MonthTag } from '../../work/month-tag.js';
import { isRefused, notDone, textOf } from '../../work/refusal.js';
import { StackedTable } from '../../work/stacked-table.js';
import type { Route } from './+types/month.js';

type Month = NonNullable<MonthOfBooksQuery['monthOfBooks']>;

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(`Books of ${monthWords(loaderData.month.month)}`, matches);
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { monthOfBooks } = await callGraphql({ context, request }, MonthOfBooksDocument, { month: params.month });
  return { month: monthOfBooks ?? notFound(), formKey: newFormKey() };
}

export async function action({ context, params: { month }, request }: Route.ActionArgs) {
  const asked = { context, request };
  const form = await request.formData();
  const idempotencyKey = textOf(form, 'idempotencyKey');
  const closeId = textOf(form, 'closeId');
  const here = `/council/months/${month}`;
  switch (textOf(form, 'what')) {
    case 'sign': {
      const { signMonthClose } = await callGraphql(asked, SignMonthCloseDocument, { closeId, idempotencyKey });
      if (isRefused(signMonthClose)) return notDone(signMonthClose);
      throw redirect(`${here}?done=signed`);
    }
    case 'take-back': {
      const { takeBackMonthClose } = await callGraphql(asked, TakeBackMonthCloseDocument, { closeId, idempotencyKey });
      if (isRefused(takeBackMonthClose)) return notDone(takeBackMonthClose);
      throw redirect(`${here}?done=back`);
    }
    default: {
      const { prepareMonthClose } = await callGraphql(asked, PrepareMonthCloseDocument, { month, idempotencyKey });
      if (isRefused(prepareMonthClose)) return notDone(prepareMonthClose);
      throw redirect(`${here}?done=prepared`);
    }
  }
}

const funders: Readonly<Record<string, string>> = {
  SOCIAL_CARE: 'social care',
  NHS: 'the NHS',
  CHILDREN: 'children’s services',
  OTHER: 'others',
};

function Balance({ lines }: { readonly lines: Month['lines'] }) {
  const sum = (of: (line: Month['lines'][number]) => number): number => lines.reduce((all, line) => all + of(line), 0);
  return (
    <StackedTable
      label="Trial balance"
      columns={[
        { head: 'Where the money is', width: 'name' },
        { head: 'Before', isNumeric: true },
        { head: 'In', isNumeric: true },
        { head: 'Out', isNumeric: true },
        { head: 'After', isNumeric: true },
      ]}
      rows={lines.map((line) => ({
        key: `${line.kind}-${line.fundingKind ?? ''}`,
        cells: [
          line.fundingKind === null ? line.words : `${line.words}: ${funders[line.fundingKind] ?? line.fundingKind}`,
          <MoneyText key="before" pence={line.openingPence} />,
          <MoneyText key="in" pence={line.inPence} />,
          <MoneyText key="out" pence={line.outPence} />,
          <MoneyText key="after" pence={line.closingPence} />,
        ],
      }))}
      foot={[
        'Together',
        <MoneyText key="before" pence={sum((line) => line.openingPence)} />,
        <MoneyText key="in" pence={sum((line) => line.inPence)} />,
        <MoneyText key="out" pence={sum((line) => line.outPence)} />,
        <MoneyText key="after" pence={sum((line) => line.closingPence)} />,
      ]}
    />
  );
}

function NextStep({ month, formKey }: { readonly month: Month; readonly formKey: string }) {
  const { status, closeId, preparedByReader, preparedByName } = month;
  if (status === 'SIGNED') return null;
  if (status === 'OPEN') {
    return (
      <Form method="post">
        <FormKey value={formKey} />
        <p className="govuk-body">Look at the figures. If they are right, say so. Then another officer signs.</p>
        <Button>These figures are right</Button>
      </Form>
    );
  }
  return (
    <>
      {preparedByReader ? (
        <p className="govuk-body">You looked at it. Another finance officer has to sign.</p>
      ) : (
        <Form method="post">
          <FormKey value={formKey} />
          <input type="hidden" name="what" value="sign" />
          <input type="hidden" name="closeId" value={closeId ?? ''} />
          <p className="govuk-body">
            {preparedByName} looked at these figures. When you sign, nothing is written down in this month any more.
            That cannot be undone.
          </p>
          <Button>Sign and close {monthWords(month.month)}</Button>
        </Form>
      )}
      <Form method="post">
        <FormKey value={`${formKey}-back`} />
        <input type="hidden" name="what" value="take-back" />
        <input type="hidden" name="closeId" value={closeId ?? ''} />
        <Button variant="secondary">Leave it open</Button>
      </Form>
    </>
  );
}

export default function MonthOfBooks({ loaderData: { month, formKey }, actionData }: Route.ComponentProps) {
  const title = `Books of ${monthWords(month.month)}`;
  return (
    <Page width="wide" before={<BackLink href="/council/months">Close a month</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <DoneBanner
        words={{
          prepared: 'You said that the figures are right. Now another officer has to sign.',
          signed: 'The month is closed.',
          back: 'The month is open again.',
        }}
      />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">{title}</h1>
      <SummaryList
        rows={[
          { key: 'Where it stands', value: <MonthTag status={month.status} /> },
          ...(month.preparedAt === null
            ? []
            : [
                {
                  key: 'Looked at by',
                  value: (
                    <>
                      {month.preparedByName}, <DateText date={month.preparedAt} withYear />
                    </>
                  ),
                },
              ]),
          ...(month.signedAt === null
            ? []
            : [
                {
                  key: 'Signed by',
                  value: (
                    <>
                      {month.signedByName}, <DateText date={month.signedAt} withYear />
                    </>
                  ),
                },
              ]),
        ]}
      />
      <h2 className="govuk-heading-l">What it comes to</h2>
      <p className="govuk-body">
        This is what was written down in the month, whatever day it was for. Before and after, all lines together are
        nothing: no penny is lost.
      </p>
      <Balance lines={month.lines} />
      <NextStep month={month} formKey={formKey} />
      {month.status === 'SIGNED' && month.closeId !== null ? (
        <>
          <ul className="govuk-list">
            <li>
              <a className="govuk-link" href={`/files/months/${month.closeId}.csv`}>
                Keep the figures as a file (CSV)
              </a>
            </li>
            <li>
              <a className="govuk-link" href={`/files/months/${month.closeId}.json`}>
                Keep what was signed, with its signature
              </a>
            </li>
          </ul>
          <Details summary="What was signed">
            <pre className="oc-signed">{month.document}</pre>
          </Details>
        </>
      ) : null}
    </Page>
  );
}
