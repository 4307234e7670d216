import { Form, redirect } from 'react-router';
import { Anchor, BackLink, Button, DateText, InsetText, MoneyText, Page, SummaryList } from '../../components/index.js';
import { shortDateWords, timeWords } from '../../format/dates.js';
import { PaymentRunPageDocument, PaymentRunPlaceDocument, ReleasePaymentRunDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { PaymentTag } from '../../work/payment-tag.js';
import { isRefused, notDone, textOf } from '../../work/refusal.js';
import { StackedTable } from '../../work/stacked-table.js';
import type { Route } from './+types/payment-run.js';
import { standingWords } from './bank-standing.js';
import { RunTag } from './run-table.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const asked = { context, request };
  // Only as many runs as it takes are read with their invoices; the newest are asked for most.
  const { paymentRuns: places } = await callGraphql(asked, PaymentRunPlaceDocument);
  const place = places.findIndex(({ id }) => id === params.runId);
  if (place < 0) notFound();
  const { paymentRuns } = await callGraphql(asked, PaymentRunPageDocument, { first: place + 1 });
  const run = paymentRuns.find(({ id }) => id === params.runId) ?? notFound();
  return { run, today: todayOf(context), formKey: newFormKey() };
}

export async function action({ context, params: { runId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const variables = { paymentRunId: runId, idempotencyKey: textOf(form, 'idempotencyKey') };
  const { releasePaymentRun } = await callGraphql({ context, request }, ReleasePaymentRunDocument, variables);
  if (isRefused(releasePaymentRun)) return notDone(releasePaymentRun);
  throw redirect(`/council/payment-runs/${runId}?done=released`);
}

type Run = Route.ComponentProps['loaderData']['run'];

function Release({ run, formKey }: { readonly run: Run; readonly formKey: string }) {
  if (run.status === 'RELEASED') return null;
  if (run.preparedByReader)
    return (
      <InsetText>
        <strong>You prepared this run, so somebody else has to release it.</strong> Ask another finance officer to open
        this page. Nothing is paid until then.
      </InsetText>
    );
  return (
    <Form method="post" className="oc-panel-form">
      <FormKey value={formKey} />
      <h2 className="govuk-heading-m">Release this run</h2>
      <p className="govuk-body">
        {run.preparedByName} prepared it. Look at the invoices below first. When you release it,{' '}
        <MoneyText pence={run.totalPence} /> counts as paid. You cannot take it back.
      </p>
      <Button>
        Release <MoneyText pence={run.totalPence} />
      </Button>
    </Form>
  );
}

/** What its providers owe for visits that were paid for. */
function TakenOff({ run }: { readonly run: Run }) {
  if (run.takenOff.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-l">Taken off</h2>
      <p className="govuk-body">
        These visits were paid for and cost less now. Their providers owe it, so it is taken off what they are paid.
      </p>
      <StackedTable
        label="Taken off in this run"
        columns={[
          { head: 'Credit note', width: 'short' },
          { head: 'Provider', width: 'name' },
          { head: 'Who pays', width: 'name' },
          { head: 'For the visit', width: 'short' },
          { head: 'Sum', isNumeric: true, width: 'short' },
        ]}
        rows={run.takenOff.map(({ id, amountPence, creditNote }) => ({
          key: id,
          cells: [
            <Anchor key="number" className="govuk-link" href={`/council/invoices/${creditNote.invoiceId}`}>
              {creditNote.number}
            </Anchor>,
            creditNote.provider.name,
            creditNote.payerName,
            shortDateWords(creditNote.onDate),
            <MoneyText key="sum" pence={-amountPence} />,
          ],
        }))}
      />
    </>
  );
}

/** The files, for whoever released it, and who has taken them. */
function BankFiles({ run }: { readonly run: Run }) {
  if (run.status !== 'RELEASED' || run.processingOn === null) return null;
  return (
    <>
      <h2 className="govuk-heading-l">Files for the bank</h2>
      {run.releasedByReader ? (
        <>
          <p className="govuk-body">
            Take one of them to your bank, not both. They say the same, and they are the same each time you take them.
          </p>
          <ul className="govuk-list govuk-list--bullet">
            <li>
              <a className="govuk-link" href={`/files/payment-runs/${run.id}/bacs.txt`} download>
                BACS Standard 18 file
              </a>
            </li>
            <li>
              <a className="govuk-link" href={`/files/payment-runs/${run.id}/pain001.xml`} download>
                ISO 20022 file (pain.001)
              </a>
            </li>
          </ul>
        </>
      ) : (
        <p className="govuk-body">Only {run.releasedByName}, who released the run, can take them.</p>
      )}
      {run.filesTaken.length === 0 ? null : (
        <ul className="govuk-list">
          {run.filesTaken.map(({ format, takenAt, takenByName }) => (
            <li key={`${format} ${takenAt}`}>
              {takenByName} took the {format === 'BACS' ? 'BACS' : 'ISO 20022'} file on{' '}
              <DateText date={takenAt} withYear /> at {timeWords(takenAt)}.
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function BankPayments({ run, today }: { readonly run: Run; readonly today: string }) {
  if (run.bankPayments.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-l">Payments by the bank</h2>
      <StackedTable
        label="Payments by the bank"
        columns={[
          { head: 'Reference', width: 'short' },
          { head: 'Provider', width: 'name' },
          { head: 'To the account', width: 'short' },
          { head: 'Where it stands' },
          { head: 'Sum', isNumeric: true, width: 'short' },
        ]}
        rows={run.bankPayments.map((one) => ({
          key: one.id,
          cells: [
            one.reference,
            one.provider.name,
            `Ends in ${one.accountEnding}`,
            <>
              <PaymentTag payment={one} today={today} />
              {one.rejectedBecause === null ? null : <> {one.rejectedBecause}</>}
            </>,
            <MoneyText key="sum" pence={one.amountPence} />,
          ],
        }))}
      />
    </>
  );
}

/** What left the run when it was released. */
function LeftOut({ run }: { readonly run: Run }) {
  if (run.leftOut.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-l">Left out when it was released</h2>
      <p className="govuk-body">
        The bank details of these providers were not agreed any more. Their invoices are ready for another run.
      </p>
      <StackedTable
        label="Left out of this run"
        columns={[
          { head: 'Invoice', width: 'short' },
          { head: 'Provider', width: 'name' },
          { head: 'Why' },
          { head: 'Sum', isNumeric: true, width: 'short' },
        ]}
        rows={run.leftOut.map(({ invoice, standing, amountPence }) => ({
          key: invoice.id,
          cells: [
            <Anchor key="number" className="govuk-link" href={`/council/invoices/${invoice.id}`}>
              {invoice.number}
            </Anchor>,
            invoice.provider.name,
            standingWords(standing),
            <MoneyText key="sum" pence={amountPence} />,
          ],
        }))}
      />
    </>
  );
}

export default function PaymentRun({ loaderData: { run, today, formKey }, actionData }: Route.ComponentProps) {
  const takenOff = run.takenOff.reduce((sum, { amountPence }) => sum + amountPence, 0);
  return (
    <Page width="wide" before={<BackLink href="/council/payment-runs">Payment runs</BackLink>}>
      <FormTitle title={`Payment run ${run.reference}`} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner
        words={{
          prepared: 'The run is prepared. Now another finance officer has to release it.',
          released: 'The run is released. Every invoice in it is paid.',
        }}
      />
      <h1 className="govuk-heading-xl">
        Payment run <span className="oc-number">{run.reference}</span>
      </h1>
      <p className="govuk-body">
        <Anchor className="govuk-link" href={`/council/trail?of=PAYMENT_RUN&id=${run.id}`}>
          Follow this money
        </Anchor>
        : where each payment comes from
      </p>
      <Release run={run} formKey={formKey} />
      <SummaryList
        rows={[
          { key: 'Where it stands', value: <RunTag status={run.status} /> },
          {
            key: 'Sum',
            value: (
              <strong>
                <MoneyText pence={run.totalPence} />
              </strong>
            ),
          },
          ...(run.takenOff.length === 0
            ? []
            : [
                { key: 'Invoices', value: <MoneyText pence={run.totalPence + takenOff} /> },
                { key: 'Taken off', value: <MoneyText pence={-takenOff} /> },
              ]),
          { key: 'Payments', value: run.paymentCount },
          {
            key: 'Prepared',
            value: (
              <>
                {run.preparedByName}, <DateText date={run.preparedAt} withYear /> at {timeWords(run.preparedAt)}
              </>
            ),
          },
          ...(run.releasedAt === null
            ? []
            : [
                {
                  key: 'Released',
                  value: (
                    <>
                      {run.releasedByName}, <DateText date={run.releasedAt} withYear /> at {timeWords(run.releasedAt)}
                    </>
                  ),
                },
              ]),
          ...(run.processingOn === null
            ? []
            : [{ key: 'The bank pays on', value: <DateText date={run.processingOn} withYear /> }]),
        ]}
      />
      <BankFiles run={run} />
      <BankPayments run={run} today={today} />
      <LeftOut run={run} />
      <h2 className="govuk-heading-l">Invoices in it</h2>
      <StackedTable
        label="Invoices in this run"
        columns={[
          { head: 'Invoice', width: 'short' },
          { head: 'Provider', width: 'name' },
          { head: 'Who pays', width: 'name' },
          { head: 'Due by', width: 'short' },
          { head: 'Sum', isNumeric: true, width: 'short' },
        ]}
        rows={run.invoices.map((invoice) => ({
          key: invoice.id,
          cells: [
            <Anchor key="number" className="govuk-link" href={`/council/invoices/${invoice.id}`}>
              {invoice.number}
            </Anchor>,
            invoice.provider.name,
            invoice.payerName,
            shortDateWords(invoice.dueOn),
            <MoneyText key="sum" pence={invoice.totalPence} />,
          ],
        }))}
      />
      <TakenOff run={run} />
    </Page>
  );
}
