import { Form } from 'react-router';
import { Button, DateText, FileUpload, MoneyText, SummaryList } from '../components/index.js';
import { countWords, sentenceStart } from '../format/counts.js';
import { formatPence } from '../format/money.js';
import {
  type BankFilesFragment,
  type BankSumsFragment,
  ImportBankStatementDocument,
  type ImportBankStatementMutation,
} from '../generated/graphql.js';
import { callGraphql } from '../graphql/call.js';
import { FormKey } from '../work/form-parts.js';
import { isRefused, type NotDone, notDone, problemOf, putRight, textOf } from '../work/refusal.js';
import { StackedTable } from '../work/stacked-table.js';
import { textOfFile } from '../work/text-file.js';
import { linesToExplain } from './bank-words.js';

type Imported = ImportBankStatementMutation['importBankStatement'];
export type FileProblem = Extract<
  Imported,
  { readonly problems: readonly { readonly row: number }[] }
>['problems'][number];

/** What came of a file: it is in, it has problems of its own, or it was refused. */
export type BankFileAnswer =
  | { readonly brought: { readonly newLines: number; readonly knownLines: number; readonly leftOut: number } }
  | { readonly problems: readonly FileProblem[] }
  | ReturnType<typeof notDone>;

/** Longer than any file that is read; a form that is larger is not held in memory as text. */
const LONGEST_BYTES = 2_000_000;

export async function sendBankFile(
  asked: Parameters<typeof callGraphql>[0],
  form: FormData,
  budgetId: string,
): Promise<BankFileAnswer> {
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0)
    return putRight([{ field: 'file', message: 'Choose the file from your bank' }], {});
  if (file.size > LONGEST_BYTES)
    return putRight([{ field: 'file', message: 'Choose a smaller file: a few months of the statement' }], {});
  const { importBankStatement } = await callGraphql(asked, ImportBankStatementDocument, {
    input: { budgetId, idempotencyKey: textOf(form, 'idempotencyKey'), file: await textOfFile(file) },
  });
  if (isRefused(importBankStatement)) return notDone(importBankStatement);
  if (!('newLines' in importBankStatement)) return { problems: importBankStatement.problems };
  const { newLines, knownLines, leftOut } = importBankStatement;
  return { brought: { newLines, knownLines, leftOut } };
}

/** What a file brought, after the redirect. */
export function broughtWords(address: URLSearchParams): string | undefined {
  const [brought, known, leftOut] = ['new', 'known', 'before'].map((name) => Number(address.get(name) ?? Number.NaN));
  if (brought === undefined || !Number.isSafeInteger(brought)) return undefined;
  const words = [
    brought === 0
      ? 'There is nothing new in that file.'
      : `${sentenceStart(countWords(brought, 'line is', 'lines are'))} in.`,
  ];
  if (known && brought > 0) words.push(`${sentenceStart(countWords(known, 'line was', 'lines were'))} here before.`);
  if (leftOut)
    words.push(
      `${sentenceStart(countWords(leftOut, 'line is', 'lines are'))} from before this budget. We did not keep them.`,
    );
  return words.join(' ');
}

export function BankFileForm({ formKey, failed }: { readonly formKey: string; readonly failed: NotDone | undefined }) {
  return (
    <Form method="post" encType="multipart/form-data" noValidate>
      <FormKey value={formKey} />
      <FileUpload
        id="file"
        name="file"
        label="The bank statement"
        labelOptions={{ className: 'govuk-label--m' }}
        hint="A file from the bank’s website or app: CSV, OFX or QIF. Of account numbers we keep the last four digits only."
        accept=".csv,.ofx,.qfx,.qif,text/csv,text/plain"
        error={problemOf(failed, 'file')}
      />
      <Button>Send the statement</Button>
    </Form>
  );
}

export function FileProblems({ problems }: { readonly problems: readonly FileProblem[] }) {
  return (
    <section aria-labelledby="file-problems">
      <h2 className="govuk-heading-m" id="file-problems">
        {problems.length === 1 ? 'One thing to put right' : `${problems.length} things to put right`}
      </h2>
      <p className="govuk-body">Nothing of the file was kept. Put this right in the file and send it again.</p>
      <StackedTable
        label="What to put right"
        columns={[
          { head: 'Row', width: 'short' },
          { head: 'Column', width: 'short' },
          { head: 'It says', width: 'name' },
          { head: 'What to do', width: 'sentence' },
        ]}
        rows={problems.map(({ row, column, value, remedy }, index) => ({
          key: String(index),
          cells: [`Row ${row}`, column, value === '' ? 'nothing' : value, remedy],
        }))}
      />
    </section>
  );
}

/** Bank and books of some days beside each other, and why they differ. */
export function BankSums({ bank }: { readonly bank: BankSumsFragment }) {
  if (bank.coveredFrom === null || bank.coveredTo === null)
    return <p className="govuk-body">There is no bank statement for these days yet.</p>;
  const why = reasons(bank);
  return (
    <>
      <SummaryList
        rows={[
          {
            key: 'Days',
            value: (
              <>
                <DateText date={bank.coveredFrom} withYear /> to <DateText date={bank.coveredTo} withYear />
              </>
            ),
          },
          ...balances(bank),
          { key: 'Came into the account', value: <MoneyText pence={bank.inPence} /> },
          { key: 'Went out of the account', value: <MoneyText pence={bank.outPence} /> },
          {
            key: 'Bank: in less out',
            value: <MoneyText pence={bank.inPence - bank.outPence} />,
          },
          { key: 'Written down here: in less out', value: <MoneyText pence={bank.booksPence} /> },
          { key: 'Difference', value: <MoneyText pence={bank.differencePence} /> },
        ]}
      />
      {why.length === 0 ? (
        <p className="govuk-body">The bank and what is written down here are the same.</p>
      ) : (
        <>
          <p className="govuk-body">Why they are not the same:</p>
          <ul className="govuk-list govuk-list--bullet">
            {why.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function balances(bank: BankSumsFragment) {
  if (bank.openingPence === null || bank.closingPence === null) return [];
  return [
    { key: 'In the account at the start', value: <MoneyText pence={bank.openingPence} /> },
    { key: 'In the account at the end', value: <MoneyText pence={bank.closingPence} /> },
  ];
}

function reasons(bank: BankSumsFragment): string[] {
  const words: string[] = [];
  if (bank.openCount > 0)
    words.push(`${sentenceStart(linesToExplain(bank.openCount))}: ${formatPence(bank.openPence)}`);
  if (bank.asideCount > 0)
    words.push(
      `${sentenceStart(countWords(bank.asideCount, 'line is', 'lines are'))} not from this budget: ${formatPence(bank.asidePence)}`,
    );
  if (bank.unseenCount > 0)
    words.push(
      `${sentenceStart(countWords(bank.unseenCount, 'thing', 'things'))} written down here, and not on the bank statement: ${formatPence(bank.unseenPence)}`,
    );
  if (bank.otherDaysPence !== 0)
    words.push(`Written down for a day before or after these: ${formatPence(bank.otherDaysPence)}`);
  if (bank.missingPence !== null && bank.missingPence !== 0)
    words.push(
      `The balances say that ${formatPence(bank.missingPence)} moved on days that no file tells of. A part of the statement is missing`,
    );
  return words;
}

/** Which files came, the latest first. */
export function BankFiles({ bankStatements }: Pick<BankFilesFragment, 'bankStatements'>) {
  if (bankStatements.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">Statements that came</h2>
      <ul className="govuk-list">
        {bankStatements.map(({ id, from, to, accountEnding, newCount, closingPence }) => (
          <li key={id}>
            <DateText date={from} withYear /> to <DateText date={to} withYear />
            {accountEnding === '' ? '' : `, account ending ${accountEnding}`}: {countWords(newCount, 'new line')}
            {closingPence === null ? '' : `, ${formatPence(closingPence)} in the account at the end`}
          </li>
        ))}
      </ul>
    </>
  );
}
