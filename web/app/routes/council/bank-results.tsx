import { Form, redirect } from 'react-router';
import { Button, BackLink, DateText, FileUpload, Page } from '../../components/index.js';
import { BankResultsDocument, ImportBankResultDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { digits } from '../../work/period-words.js';
import { isRefused, notDone, problemOf, putRight, textOf } from '../../work/refusal.js';
import { StackedTable } from '../../work/stacked-table.js';
import type { Route } from './+types/bank-results.js';

const LARGEST_BYTES = 1024 * 1024;

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { bankResults } = await callGraphql({ context, request }, BankResultsDocument);
  return { results: bankResults, formKey: newFormKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0)
    return putRight([{ field: 'file', message: 'Choose the file that the bank sent' }], {});
  if (file.size > LARGEST_BYTES) return putRight([{ field: 'file', message: 'Send a file of at most 1 MB' }], {});
  const { importBankResult } = await callGraphql({ context, request }, ImportBankResultDocument, {
    input: { idempotencyKey: textOf(form, 'idempotencyKey'), file: await file.text() },
  });
  if (isRefused(importBankResult)) return notDone(importBankResult);
  throw redirect('/council/payment-runs/results?done=taken');
}

export default function BankResults({ loaderData: { results, formKey }, actionData }: Route.ComponentProps) {
  const rowIds = Object.fromEntries(
    (actionData?.refusal.problems ?? []).map(({ field }) => [field, field === 'file' ? 'file' : null]),
  );
  return (
    <Page width="wide" before={<BackLink href="/council/payment-runs">Payment runs</BackLink>}>
      <FormTitle title="What the bank answered" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} fieldIds={rowIds} />
      <DoneBanner words={{ taken: 'The file is taken in. The newest row below says what it changed.' }} />
      <h1 className="govuk-heading-xl">What the bank answered</h1>
      <p className="oc-lead">
        When the bank sends a payment back, its invoices are ready for another run, and the provider hears of it.
      </p>
      <Form method="post" encType="multipart/form-data" noValidate className="oc-panel-form">
        <FormKey value={formKey} />
        <FileUpload
          name="file"
          label="The file that the bank sent"
          labelOptions={{ className: 'govuk-label--m' }}
          hint="A status report (pain.002), or a CSV file. The first row of a CSV file names the columns: reference, result (accepted or rejected), reason and, if you like, amount."
          error={problemOf(actionData, 'file')}
        />
        <p className="govuk-body">
          The same file twice changes nothing. A file with a wrong row changes nothing at all.
        </p>
        <Button>Take the file in</Button>
      </Form>
      <h2 className="govuk-heading-l">Files so far</h2>
      {results.length === 0 ? (
        <p className="govuk-body">No file was taken in yet.</p>
      ) : (
        <StackedTable
          label="Files of the bank"
          columns={[
            { head: 'Taken in', width: 'short' },
            { head: 'By', width: 'name' },
            { head: 'Paid', isNumeric: true, width: 'short' },
            { head: 'Sent back', isNumeric: true, width: 'short' },
            { head: 'Known before', isNumeric: true, width: 'short' },
          ]}
          rows={results.map((one) => ({
            key: one.id,
            cells: [
              <DateText key="day" date={one.importedAt} short />,
              one.importedByName,
              digits(one.acceptedCount),
              digits(one.rejectedCount),
              digits(one.unchangedCount),
            ],
          }))}
        />
      )}
    </Page>
  );
}
