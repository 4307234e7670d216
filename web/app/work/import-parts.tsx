import { useEffect } from 'react';
import { Form, useRevalidator } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  ButtonLink,
  FileUpload,
  InsetText,
  Page,
  Radios,
  SummaryList,
} from '../components/index.js';
import { FormTitle } from '../journey/form-title.js';
import type { CatalogueImportQuery, ImportShownFragment } from '../generated/graphql.js';
import { FormKey, NotDoneSummary } from './form-parts.js';
import { WorkItem, WorkList } from './lists.js';
import { type NotDone, problemOf } from './refusal.js';
import { StackedTable } from './stacked-table.js';

type ImportRead = NonNullable<CatalogueImportQuery['catalogueImport']>;

const LOOK_AGAIN_MILLISECONDS = 2000;

const many = (count: number): string => count.toLocaleString('en-GB');
const rowsOf = (count: number): string => (count === 1 ? '1 row' : `${many(count)} rows`);

const stateWords: Readonly<Record<ImportShownFragment['state'], string>> = {
  CHECKING: 'We are checking it',
  CHECKED: 'Checked. Nothing has changed yet',
  IMPORTING: 'We are taking it in',
  DONE: 'Done',
};

export function SendFileForm({
  formKey,
  answer,
  hint,
}: {
  readonly formKey: string;
  readonly answer: NotDone | undefined;
  readonly hint: string;
}) {
  return (
    <Form method="post" encType="multipart/form-data" noValidate>
      <FormKey value={formKey} />
      <Radios
        fieldset={{ legend: 'What should we do?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
        name="how"
        value={answer?.values['how'] ?? 'check'}
        items={[
          {
            value: 'check',
            label: 'Check it first',
            hint: 'We show what would change. Nothing changes before you say yes.',
          },
          {
            value: 'now',
            label: 'Use it now',
            hint: 'Good rows go in. Rows with a mistake stay out, and we show you each one.',
          },
        ]}
      />
      {/* The last field: the server reads the others first, and the file as it comes. */}
      <FileUpload
        name="file"
        label="Your file"
        labelOptions={{ className: 'govuk-label--m' }}
        hint={hint}
        error={problemOf(answer, 'file')}
      />
      <Button>Send the file</Button>
    </Form>
  );
}

/** Files sent before, the latest first. */
export function SentFiles({
  imports,
  here,
}: {
  readonly imports: readonly ImportShownFragment[];
  readonly here: string;
}) {
  if (imports.length === 0) return <p className="govuk-body">You have not sent a file yet.</p>;
  return (
    <WorkList label="Files you sent">
      {imports.map((one) => (
        <WorkItem
          key={one.id}
          headingLevel={3}
          title={one.fileName}
          href={`${here}/${one.id}`}
          facts={[
            rowsOf(one.rows),
            stateWords[one.state],
            ...(one.refused > 0 ? [`${rowsOf(one.refused)} to put right`] : []),
          ]}
        />
      ))}
    </WorkList>
  );
}

function titleOf({ state }: ImportShownFragment): string {
  if (state === 'CHECKING') return 'We are checking your file';
  if (state === 'CHECKED') return 'We have checked your file';
  return state === 'IMPORTING' ? 'We are taking in your file' : 'Your file is in';
}

function Counts({ shown }: { readonly shown: ImportRead }) {
  const wouldBe = shown.state === 'CHECKING' || shown.state === 'CHECKED';
  const register = shown.kind === 'REGISTER';
  const row = (key: string, count: number) => ({ key, value: many(count) });
  return (
    <SummaryList
      rows={[
        row('Rows in the file', shown.rows),
        ...(register ? [] : [row(wouldBe ? 'New' : 'Added', shown.added)]),
        row(wouldBe ? 'Would change' : 'Changed', shown.changed),
        row('Stay as they are', shown.unchanged),
        row('To put right', shown.refused),
        ...(register ? [row('Not in Owncourse', shown.notHere)] : []),
      ]}
    />
  );
}

function Problems({ shown }: { readonly shown: ImportRead }) {
  if (shown.problems.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-l">What to put right</h2>
      <p className="govuk-body">
        {shown.state === 'DONE' ? 'These rows were left out. ' : 'These rows stay out. '}
        Row 1 is the heading, as your spreadsheet counts. Put them right and send the file again. Rows that are in
        already do no harm.
      </p>
      <StackedTable
        label="What to put right"
        columns={[
          { head: 'Row', width: 'short' },
          { head: 'Column', width: 'short' },
          { head: 'You wrote', width: 'name' },
          { head: 'What to do', width: 'sentence' },
        ]}
        rows={shown.problems.map(({ row, column, value, reason }, index) => ({
          key: String(index),
          cells: [`Row ${row}`, column === '' ? 'The row' : column, value === '' ? 'nothing' : value, reason],
        }))}
      />
      <p className="govuk-body">
        <a className="govuk-link" href={shown.problemsPath}>
          Download the whole list (CSV)
        </a>
      </p>
    </>
  );
}

export interface ImportPageProps {
  readonly shown: ImportRead;
  readonly formKey: string;
  readonly answer: NotDone | undefined;
  readonly here: string;
  readonly backTo: string;
}

/** How far a file is; asks again by itself where there is script, else at the press of a button. */
export function ImportPage({ shown, formKey, answer, here, backTo }: ImportPageProps) {
  const { revalidate } = useRevalidator();
  const isMoving = shown.state === 'CHECKING' || shown.state === 'IMPORTING';
  useEffect(() => {
    if (!isMoving) return undefined;
    const again = setInterval(() => void revalidate(), LOOK_AGAIN_MILLISECONDS);
    return () => {
      clearInterval(again);
    };
  }, [isMoving, revalidate]);
  const title = titleOf(shown);
  const good = shown.added + shown.changed;
  return (
    <Page width="wide" before={<BackLink href={here}>{backTo}</BackLink>}>
      <FormTitle title={title} hasErrors={answer !== undefined} />
      <NotDoneSummary answer={answer} />
      <h1 className="govuk-heading-xl">{title}</h1>
      <p className="oc-lead oc-sent-file">{shown.fileName}</p>
      {isMoving ? (
        <>
          <p className="govuk-body" role="status">
            {many(shown.taken)} of {rowsOf(shown.rows)} so far. You can leave this page and come back.
          </p>
          <ButtonLink href={`${here}/${shown.id}`} variant="secondary">
            See how far it is
          </ButtonLink>
        </>
      ) : (
        <Counts shown={shown} />
      )}
      {shown.state === 'CHECKED' && good > 0 ? (
        <Form method="post">
          <FormKey value={formKey} />
          <Button>{shown.refused > 0 ? 'Use the good rows' : 'Use this file'}</Button>
        </Form>
      ) : null}
      {shown.state === 'CHECKED' && good === 0 ? (
        <InsetText>There is nothing new in this file. Nothing would change.</InsetText>
      ) : null}
      {isMoving ? null : <Problems shown={shown} />}
      <p className="govuk-body">
        <Anchor className="govuk-link" href={here}>
          Send another file
        </Anchor>
      </p>
    </Page>
  );
}
