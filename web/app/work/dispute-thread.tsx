import { Form } from 'react-router';
import { Button, DateText, InsetText, MoneyText, SummaryList, Textarea, TimeRange } from '../components/index.js';
import { dateWords, timeWords } from '../format/dates.js';
import { formatPence } from '../format/money.js';
import type { DisputeSide, DisputeThreadFragment } from '../generated/graphql.js';
import { amountWords } from '../journey/quantity-words.js';
import { lateWords } from '../journey/visit-times.js';
import { FormKey } from './form-parts.js';
import { type NotDone, problemOf } from './refusal.js';

export type Thread = DisputeThreadFragment;

function unitOf(thread: Thread) {
  return thread.delivery.occurrence.order.lines[0]?.variant.unit ?? 'HOUR';
}

/** The visit as the provider had entered it, and what they say now. */
export function DisputeFacts({ thread }: { readonly thread: Thread }) {
  const { delivery, notedQuantity, notedPence, offeredQuantity, offeredPence } = thread;
  const unit = unitOf(thread);
  return (
    <SummaryList
      rows={[
        { key: 'What', value: delivery.serviceName },
        { key: 'Provider', value: delivery.occurrence.order.provider.name },
        { key: 'Day', value: <DateText date={delivery.onDate} withYear /> },
        {
          key: 'Time',
          value: (
            <>
              <TimeRange start={delivery.startedAt} end={delivery.endedAt} /> {lateWords(delivery.occurrence, delivery)}
            </>
          ),
        },
        { key: 'Who came', value: delivery.workerName },
        { key: 'Where', value: delivery.place },
        { key: 'Was ordered', value: amountWords(delivery.occurrence.quantity, unit) },
        {
          key: 'How much',
          value: (
            <>
              {amountWords(notedQuantity, unit)}, <MoneyText pence={notedPence} />
            </>
          ),
        },
        ...(offeredPence === null || offeredQuantity === null
          ? []
          : [
              {
                key: 'The provider says now',
                value: (
                  <>
                    {offeredQuantity === '0' ? 'nothing' : amountWords(offeredQuantity, unit)},{' '}
                    <MoneyText pence={offeredPence} />
                  </>
                ),
              },
            ]),
      ]}
    />
  );
}

const sides: Readonly<Record<DisputeSide, string>> = {
  PERSON: 'for the person',
  PROVIDER: 'provider',
  COUNCIL: 'council',
};

/** Everything that was said, in order. */
export function DisputeMessages({ thread }: { readonly thread: Thread }) {
  return (
    <section aria-labelledby="said-title">
      <h2 className="govuk-heading-m" id="said-title">
        What was said
      </h2>
      <ol className="oc-thread">
        {thread.messages.map(({ id, side, authorName, body, at }) => (
          <li key={id} className={`oc-thread__message oc-thread__message--${side.toLowerCase()}`}>
            <p className="oc-thread__who">
              <strong>{authorName}</strong>
              {side === 'PERSON' && authorName === thread.delivery.personName ? '' : ` (${sides[side]})`},{' '}
              {dateWords(at)}, {timeWords(at)}
            </p>
            <p className="oc-thread__body">{body}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A visit that was confirmed before: where the rest of its money goes. */
const backWords: Readonly<Record<DisputeSide, (sum: string, provider: string) => string>> = {
  PERSON: (sum) => `${sum} goes back to the budget.`,
  PROVIDER: (sum) => `${sum} is taken off what you are paid, by a credit note if it is on an invoice.`,
  COUNCIL: (sum, provider) => `${sum} goes back to the budget, and is taken off what ${provider} is paid.`,
};

/** How it ended, or whose turn it is; in the words of the one who reads. */
export function DisputeStand({ thread, reader }: { readonly thread: Thread; readonly reader: DisputeSide }) {
  const { outcome, settledPence, creditOwedPence } = thread;
  const provider = thread.delivery.occurrence.order.provider.name;
  if (outcome === null || settledPence === null) {
    const turn =
      thread.status === 'ANSWERED'
        ? `${provider} has answered. ${reader === 'PERSON' ? 'Do you agree?' : `It is ${thread.delivery.personName}’s turn.`}`
        : reader === 'PROVIDER'
          ? 'Your answer is next.'
          : `${provider} is to answer.`;
    return (
      <InsetText>
        {thread.withCouncilAt === null ? (
          <>
            {turn}{' '}
            {thread.toCouncilOn === null ? (
              'No council pays for this, so none can decide: write to each other until you agree.'
            ) : (
              <>
                If it is not settled by <DateText date={thread.toCouncilOn} />, the council decides.
              </>
            )}
          </>
        ) : (
          'The council decides about this visit. Both of you can still settle it first.'
        )}
        {thread.afterConfirmed ? ' The visit was confirmed before, so money that is given back is a credit.' : ''}
      </InsetText>
    );
  }
  const how: Readonly<Record<typeof outcome, string>> = {
    AGREED: 'Both of you agreed.',
    WITHDRAWN: 'The question was taken back.',
    PAY_FULL: 'The council decided: all of it is paid.',
    PAY_PART: 'The council decided: a part is paid.',
    PAY_NOTHING: 'The council decided: nothing is paid.',
  };
  const byCouncil = outcome !== 'AGREED' && outcome !== 'WITHDRAWN';
  return (
    <InsetText>
      <strong>{how[outcome]}</strong> The visit costs {formatPence(settledPence)}.
      {creditOwedPence > 0
        ? ` ${thread.toCouncilOn === null ? `${formatPence(creditOwedPence)} goes back to the card.` : backWords[reader](formatPence(creditOwedPence), provider)}`
        : ''}
      {thread.settledReason ? (
        <p className="govuk-body govuk-!-margin-top-3">
          {thread.settledByName}: “{thread.settledReason}”
        </p>
      ) : null}
      {byCouncil && reader === 'PERSON' ? (
        <p className="govuk-body govuk-!-margin-top-3">
          If you think this is wrong, you can complain to your council. After that you can go to the Local Government
          and Social Care Ombudsman. It costs nothing.
        </p>
      ) : null}
    </InsetText>
  );
}

/** A box for the next message, and a button that asks the council. Nothing once it is settled. */
export function DisputeWriting({
  thread,
  reader,
  formKey,
  answer,
}: {
  readonly thread: Thread;
  readonly reader: DisputeSide;
  readonly formKey: string;
  readonly answer: NotDone | undefined;
}) {
  if (thread.status === 'SETTLED') return null;
  return (
    <>
      <Form method="post">
        <FormKey value={`${formKey}-write`} />
        <input type="hidden" name="disputeId" value={thread.id} />
        <Textarea
          name="body"
          label="Write something"
          labelOptions={{ className: 'govuk-label--m' }}
          hint={
            thread.withCouncilAt === null && reader !== 'COUNCIL'
              ? 'The other side reads this.'
              : 'The person, the provider and the council read this.'
          }
          rows={3}
          value={answer?.values['body']}
          error={problemOf(answer, 'body')}
          attributes={{ maxLength: 500 }}
        />
        <Button name="act" value="write" variant="secondary">
          Send
        </Button>
      </Form>
      {thread.withCouncilAt === null && thread.toCouncilOn !== null && reader !== 'COUNCIL' ? (
        <Form method="post">
          <FormKey value={`${formKey}-ask`} />
          <input type="hidden" name="disputeId" value={thread.id} />
          <p className="govuk-body">Can’t you agree? Somebody at the council can read all this and decide.</p>
          <Button name="act" value="ask" variant="secondary">
            Ask the council to decide
          </Button>
        </Form>
      ) : null}
    </>
  );
}
