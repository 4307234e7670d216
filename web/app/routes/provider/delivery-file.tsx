import { Form } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  ButtonLink,
  DateText,
  FileUpload,
  InsetText,
  MoneyText,
  NotificationBanner,
  Page,
  TimeRange,
} from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { ImportDeliveriesDocument, type ImportDeliveriesMutation } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { amountWords } from '../../journey/quantity-words.js';
import { requireRole } from '../../work/access.js';
import { NotDoneSummary } from '../../work/form-parts.js';
import { type NotDone, isRefused, notDone, problemOf, putRight, textOf } from '../../work/refusal.js';
import { StackedTable } from '../../work/stacked-table.js';
import { textOfFile } from '../../work/text-file.js';
import type { Route } from './+types/delivery-file.js';
import { providerOrders } from './roles.js';
import { unitOf } from './visits.js';

type Checked = Extract<ImportDeliveriesMutation['importDeliveries'], { readonly rows: number }>;

export function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerOrders);
  return null;
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const file = form.get('file');
  const isTrial = textOf(form, 'enter') !== 'yes';
  const csv = isTrial ? (file instanceof File && file.size > 0 ? await textOfFile(file) : '') : textOf(form, 'csv');
  if (csv === '') return putRight([{ field: 'file', message: 'Choose the file that you filled in' }], {});
  const { importDeliveries } = await callGraphql({ context, request }, ImportDeliveriesDocument, {
    csv,
    dryRun: isTrial,
  });
  if (isRefused(importDeliveries)) return notDone(importDeliveries);
  return { checked: importDeliveries, csv, isTrial };
}

function Problems({ checked }: { readonly checked: Checked }) {
  if (checked.problems.length === 0) return null;
  return (
    <section>
      <h2 className="govuk-heading-l">
        {checked.problems.length === 1 ? 'One thing to put right' : `${checked.problems.length} things to put right`}
      </h2>
      <p className="govuk-body">Row 1 is the heading. Put these right in your file and send it again.</p>
      <StackedTable
        label="What to put right"
        columns={[
          { head: 'Row', width: 'short' },
          { head: 'Column', width: 'short' },
          { head: 'You wrote', width: 'name' },
          { head: 'What to do', width: 'sentence' },
        ]}
        rows={checked.problems.map(({ row, column, value, reason }, index) => ({
          key: String(index),
          cells: [`Row ${row}`, column, value === '' ? 'nothing' : value, reason],
        }))}
      />
    </section>
  );
}

function Ready({ checked }: { readonly checked: Checked }) {
  const total = checked.ready.reduce((sum, { amountPence }) => sum + amountPence, 0);
  return (
    <StackedTable
      label="Visits in the file"
      columns={[
        { head: 'Row', width: 'short' },
        { head: 'For', width: 'name' },
        { head: 'Day' },
        { head: 'Time', width: 'short' },
        { head: 'Who came', width: 'name' },
        { head: 'How much' },
        { head: 'Cost', isNumeric: true, width: 'short' },
      ]}
      rows={checked.ready.map(({ row, occurrence, workerName, startedAt, endedAt, quantity, amountPence }) => ({
        key: String(row),
        cells: [
          `Row ${row}`,
          occurrence.order.person.name,
          <DateText key="day" date={occurrence.onDate} />,
          <TimeRange key="time" start={startedAt} end={endedAt} />,
          workerName,
          amountWords(quantity, unitOf(occurrence.order)),
          <MoneyText key="cost" pence={amountPence} />,
        ],
      }))}
      foot={['Together', '', '', '', '', '', <MoneyText key="total" pence={total} />]}
    />
  );
}

function Trial({ checked, csv }: { readonly checked: Checked; readonly csv: string }) {
  const { ready, leftEmpty, enteredBefore } = checked;
  return (
    <>
      <Problems checked={checked} />
      <h2 className="govuk-heading-l">
        {ready.length === 0
          ? 'Nothing to enter from this file'
          : `${sentenceStart(countWords(ready.length, 'visit'))} ready to enter`}
      </h2>
      <p className="govuk-body">
        Nothing is entered yet.
        {leftEmpty > 0 ? ` Left for later, without “who came”: ${countWords(leftEmpty, 'row')}.` : ''}
        {enteredBefore > 0 ? ` Entered from this file before: ${countWords(enteredBefore, 'row')}.` : ''}
      </p>
      {ready.length > 0 ? (
        <>
          <Ready checked={checked} />
          <Form method="post">
            <input type="hidden" name="csv" value={csv} />
            <input type="hidden" name="enter" value="yes" />
            <Button>Enter {countWords(ready.length, 'visit')}</Button>
          </Form>
        </>
      ) : null}
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/provider/deliveries/file">
          Choose another file
        </Anchor>
      </p>
    </>
  );
}

function Entered({ checked }: { readonly checked: Checked }) {
  return (
    <>
      <NotificationBanner
        kind="success"
        text={
          checked.entered === 0
            ? 'Nothing new to enter. What was in the file is entered already.'
            : `${sentenceStart(countWords(checked.entered, 'visit'))} entered. Each person can confirm theirs now.`
        }
      />
      <Problems checked={checked} />
      {checked.entered > 0 ? <Ready checked={checked} /> : null}
      <ButtonLink href="/provider/deliveries">Back to visits to enter</ButtonLink>
    </>
  );
}

function isChecked(answer: object | undefined): answer is { checked: Checked; csv: string; isTrial: boolean } {
  return answer !== undefined && 'checked' in answer;
}

export default function DeliveryFile({ actionData }: Route.ComponentProps) {
  const done = isChecked(actionData) ? actionData : null;
  const failed = isChecked(actionData) ? undefined : (actionData as NotDone | undefined);
  return (
    <Page width="wide" before={<BackLink href="/provider/deliveries">Visits to enter</BackLink>}>
      <FormTitle title="Enter visits from a file" hasErrors={failed !== undefined} />
      <NotDoneSummary answer={failed} />
      <h1 className="govuk-heading-xl">Enter visits from a file</h1>
      {done?.isTrial ? <Trial checked={done.checked} csv={done.csv} /> : null}
      {done && !done.isTrial ? <Entered checked={done.checked} /> : null}
      {done ? null : (
        <>
          <ol className="govuk-list govuk-list--number">
            <li>
              <Anchor className="govuk-link" href="/provider/deliveries/list.csv">
                Download the list of visits to enter
              </Anchor>
              . It opens in any spreadsheet.
            </li>
            <li>
              Write who came for each visit that happened. Change the times or how much was delivered where that was
              different. Leave “who came” empty for the others.
            </li>
            <li>Save it as CSV and send it here. We check it first and enter nothing yet.</li>
          </ol>
          <Form method="post" encType="multipart/form-data">
            <FileUpload
              name="file"
              label="The file you filled in"
              labelOptions={{ className: 'govuk-label--m' }}
              hint="A CSV file with at most 1,000 visits"
              accept=".csv,text/csv"
              error={problemOf(failed, 'file')}
            />
            <Button>Check the file</Button>
          </Form>
          <InsetText>Sending the same file twice is safe. Every row is entered once.</InsetText>
        </>
      )}
    </Page>
  );
}
