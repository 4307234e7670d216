import { Form } from 'react-router';
import { Anchor, Button, InsetText, MoneyText, Radios, Textarea } from '../components/index.js';
import type { DifferencePartsFragment, SettledBy, ToSortOutPartsFragment } from '../generated/graphql.js';
import { numberWords, sentenceStart } from '../format/counts.js';
import { shortDateWords } from '../format/dates.js';
import { formatPence } from '../format/money.js';
import { FormKey } from './form-parts.js';
import { type NotDone, problemOf, textOf } from './refusal.js';
import { StackedTable } from './stacked-table.js';

export type QueueReader = 'provider' | 'council';

const WHO: Readonly<Record<QueueReader, Readonly<Record<SettledBy, string>>>> = {
  provider: { PROVIDER: 'you', PERSON: 'the person', FINANCE: 'the council' },
  council: { PROVIDER: 'the provider', PERSON: 'the person', FINANCE: 'you' },
};

const HOW: Readonly<Record<QueueReader, Readonly<Record<SettledBy, string>>>> = {
  provider: {
    PROVIDER: 'You: say how it was.',
    PERSON: 'The person: they can ask about the visit.',
    FINANCE: 'The council: it looks at it.',
  },
  council: {
    PROVIDER: 'The provider: it says how it was.',
    PERSON: 'The person: they can ask about the visit.',
    FINANCE: 'You: say that it is right all the same, or ask the provider.',
  },
};

/** Invoices that wait for somebody, with who that is. */
export function SortOutList({
  invoices,
  reader,
  href,
}: {
  readonly invoices: readonly ToSortOutPartsFragment[];
  readonly reader: QueueReader;
  readonly href: (invoice: ToSortOutPartsFragment) => string;
}) {
  return (
    <StackedTable
      label="Invoices that need somebody"
      columns={[
        { head: 'Invoice', width: 'short' },
        { head: reader === 'council' ? 'Provider' : 'Council', width: 'name' },
        { head: 'Made on', width: 'short' },
        { head: 'What differs', width: 'name' },
        { head: 'Who can settle it', width: 'short' },
        { head: 'Sum', isNumeric: true, width: 'short' },
      ]}
      rows={invoices.map((one) => ({
        key: one.id,
        cells: [
          <Anchor key="number" className="govuk-link oc-sent-file" href={href(one)}>
            {one.number}
          </Anchor>,
          reader === 'council' ? one.provider.name : one.councilName,
          shortDateWords(one.issuedOn),
          one.differences.length > 1
            ? `${one.differences[0]?.detail ?? ''} And ${numberWords(one.differences.length - 1)} more.`
            : (one.differences[0]?.detail ?? ''),
          sentenceStart(one.settledBy.map((by) => WHO[reader][by]).join(' and ')),
          <MoneyText key="sum" pence={one.totalPence} />,
        ],
      }))}
    />
  );
}

/** A line of an invoice, as far as a difference names it. */
export interface NamedLine {
  readonly id: string;
  readonly onDate: string;
  readonly orderReference: string;
  readonly description: string;
  readonly linePence: number;
}

function visitOf({ line, lineId }: DifferencePartsFragment, lines: readonly NamedLine[]): string {
  const named = lines.find(({ id }) => id === lineId);
  if (!named) return line ?? 'All';
  // A fee and its visit have day and order in common.
  return `${shortDateWords(named.onDate)}, ${named.description}, ${formatPence(named.linePence)}, order ${named.orderReference}`;
}

/** What keeps an invoice of ours from being approved, line by line. */
export function DifferenceTable({
  differences,
  lines,
  reader,
}: {
  readonly differences: readonly DifferencePartsFragment[];
  readonly lines: readonly NamedLine[];
  readonly reader: QueueReader;
}) {
  if (differences.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-l">What does not agree</h2>
      <StackedTable
        label="What does not agree"
        columns={[
          { head: 'Visit', width: 'name' },
          { head: 'What', width: 'name' },
          { head: 'What the provider says', width: 'name' },
          { head: 'Who can settle it', width: 'name' },
        ]}
        rows={differences.map((one) => ({
          key: `${one.code}-${one.line ?? ''}`,
          cells: [visitOf(one, lines), one.detail, one.explanation ?? 'Nothing yet', HOW[reader][one.settledBy]],
        }))}
      />
    </>
  );
}

const WORDS: Readonly<Record<QueueReader, { which: string; label: string; button: string }>> = {
  provider: {
    which: 'What do you want to explain?',
    label: 'How was it? The council reads this.',
    button: 'Send it to the council',
  },
  council: {
    which: 'What is right all the same?',
    label: 'Why is it right? This is kept with the invoice.',
    button: 'It is right as it is',
  },
};

function valueOf(one: DifferencePartsFragment): string {
  return `${one.lineId ?? ''} ${one.code}`;
}

/** One difference is answered at a time, with words that are kept. */
export function AnswerForm({
  invoice: { differences, lines },
  reader,
  formKey,
  answer,
}: {
  readonly invoice: { readonly differences: readonly DifferencePartsFragment[]; readonly lines: readonly NamedLine[] };
  readonly reader: QueueReader;
  readonly formKey: string;
  readonly answer: NotDone | undefined;
}) {
  const answerable = differences.filter(({ mayAccept }) => mayAccept);
  const open = reader === 'council' ? answerable : answerable.filter(({ explanation }) => explanation === null);
  const [first] = open;
  if (!first)
    return answerable.length === 0 ? null : <InsetText>You have explained it. Now the council looks at it.</InsetText>;
  const words = WORDS[reader];
  return (
    <Form method="post" noValidate className="oc-panel-form">
      <FormKey value={`${formKey}-answer`} />
      <input type="hidden" name="what" value="answer" />
      {open.length === 1 ? (
        <input type="hidden" name="difference" value={valueOf(first)} />
      ) : (
        <Radios
          name="difference"
          fieldset={{ legend: words.which, legendOptions: { className: 'govuk-fieldset__legend--s' } }}
          items={open.map((one) => ({ value: valueOf(one), label: `${visitOf(one, lines)}: ${one.detail}` }))}
          value={answer?.values['difference']}
          error={problemOf(answer, 'difference')}
        />
      )}
      <Textarea
        name="words"
        label={words.label}
        rows={2}
        value={answer?.values['words']}
        error={problemOf(answer, 'words')}
      />
      <Button>{words.button}</Button>
    </Form>
  );
}

/** What the form says, or what is missing in it. */
export function readAnswer(
  form: FormData,
  invoiceId: string,
): {
  readonly input: {
    readonly idempotencyKey: string;
    readonly invoiceId: string;
    readonly lineId: string;
    readonly code: string;
    readonly words: string;
  };
  readonly problems: { field: string; message: string }[];
} {
  const [lineId = '', code = ''] = textOf(form, 'difference').split(' ');
  const words = textOf(form, 'words');
  return {
    input: { idempotencyKey: textOf(form, 'idempotencyKey'), invoiceId, lineId, code, words },
    problems: [
      ...(code === '' ? [{ field: 'difference', message: 'Choose one' }] : []),
      ...(words === '' ? [{ field: 'words', message: 'Write a few words' }] : []),
    ],
  };
}
