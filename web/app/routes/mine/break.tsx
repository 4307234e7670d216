import { Form, redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  DateInput,
  InsetText,
  MoneyText,
  Page,
  Radios,
  SummaryList,
  Warning,
} from '../../components/index.js';
import { dateWords } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
import {
  CancellationPreviewDocument,
  type CancellationPreviewQuery,
  CancelOrderDocument,
  ChangeOrderDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { keepFor, type Subject, subjectOf } from '../../journey/acting-for.js';
import { isDay } from '../../journey/calendar.js';
import type { ChangedOrder } from '../../journey/change-draft.js';
import { FormTitle } from '../../journey/form-title.js';
import { answerOf, dayOf, dayValues, errorOf, type FormAnswer, FormProblems, textOf } from '../../journey/problems.js';
import type { Route } from './+types/break.js';

type Preview = Extract<CancellationPreviewQuery['cancellationPreview'], { __typename: 'CancellationPreview' }>;
interface Looked {
  readonly how: string;
  readonly fromOn: string;
  readonly throughOn: string;
  readonly answer: FormAnswer | null;
  readonly preview: Preview | null;
}

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const { order } = await callGraphql({ context, request }, ChangeOrderDocument, { id: params.orderId });
  if (order?.person.id !== subject.personId) notFound();
  if (order.kind !== 'STANDING') throw redirect(keepFor(`/my-orders/${order.id}/cancel`, subject));
  const address = new URL(request.url).searchParams;
  const asked = { how: address.get('how') === 'rest' ? 'rest' : 'days', fromOn: address.get('from') ?? '' };
  return { order, subject, asked, key: crypto.randomUUID(), actingFor: subject.actingFor };
}

function problemsOf(how: string, fromOn: string, throughOn: string) {
  return [
    ...(how === 'days' || how === 'rest' ? [] : [{ field: 'how', message: 'Choose a break, or stop' }]),
    ...(isDay(fromOn) ? [] : [{ field: 'fromOn', message: 'Enter the first day without a visit' }]),
    ...(how !== 'days' || isDay(throughOn)
      ? []
      : [{ field: 'throughOn', message: 'Enter the last day without a visit' }]),
  ];
}

export async function action({ context, request, params: { orderId } }: Route.ActionArgs): Promise<Looked> {
  const subject = await subjectOf({ context, request });
  const form = await request.formData();
  const how = textOf(form, 'how');
  const fromOn = textOf(form, 'fromOn') || dayOf(form, 'from');
  const throughOn = how === 'days' ? textOf(form, 'throughOn') || dayOf(form, 'until') : '';
  const problems = problemsOf(how, fromOn, throughOn);
  const looked = { how, fromOn, throughOn };
  if (problems.length > 0) return { ...looked, answer: { problems, refused: null }, preview: null };
  const days = { fromOn, throughOn: throughOn === '' ? null : throughOn };
  if (textOf(form, 'intent') === 'send') {
    const { cancelOrder } = await callGraphql({ context, request }, CancelOrderDocument, {
      input: {
        orderId,
        ...days,
        idempotencyKey: textOf(form, 'key'),
        agreedFeePence: Number(textOf(form, 'feePence')),
      },
    });
    if (cancelOrder.__typename === 'Order')
      throw redirect(keepFor(`/my-orders/${orderId}?${how === 'rest' ? 'stopped' : 'break'}=1`, subject));
    return { ...looked, answer: answerOf(cancelOrder), preview: null };
  }
  const { cancellationPreview } = await callGraphql({ context, request }, CancellationPreviewDocument, {
    orderId,
    ...days,
  });
  if (cancellationPreview.__typename === 'CancellationPreview')
    return { ...looked, answer: null, preview: cancellationPreview };
  if (cancellationPreview.__typename === 'NotAllowed')
    return {
      ...looked,
      answer: { problems: [{ field: 'fromOn', message: 'There is no visit to cancel on those days' }], refused: null },
      preview: null,
    };
  return { ...looked, answer: answerOf(cancellationPreview), preview: null };
}

function Cost({ preview, paysSelf }: { readonly preview: Preview; readonly paysSelf: boolean }) {
  if (preview.feePence === 0)
    return (
      <p className="govuk-body">
        Cancelling costs nothing.{' '}
        {paysSelf
          ? 'Nothing is taken from your card for these visits.'
          : 'All the money promised for these visits comes back.'}
      </p>
    );
  return (
    <>
      <Warning>
        It is late to cancel some of them. {formatPence(preview.feePence)} is taken for it. The rest comes back.
      </Warning>
      <InsetText>
        <ul className="govuk-list govuk-list--bullet">
          {preview.late.map((visit) => (
            <li key={visit.day}>
              {dateWords(visit.day)}: <MoneyText pence={visit.feePence} />
            </li>
          ))}
        </ul>
      </InsetText>
    </>
  );
}

interface CheckProps {
  readonly order: ChangedOrder;
  readonly looked: Looked & { readonly preview: Preview };
  readonly formKey: string;
  readonly subject: Subject;
}

function Check({ order, looked: { how, fromOn, throughOn, preview }, formKey, subject }: CheckProps) {
  const isRest = how === 'rest';
  const fee = preview.feePence;
  return (
    <>
      <h1 className="govuk-heading-xl">{isRest ? 'Stop this support?' : 'Take this break?'}</h1>
      <SummaryList
        rows={[
          { key: 'What', value: `${order.service.name} with ${order.provider.name}` },
          {
            key: 'No visits',
            value: isRest ? `from ${dateWords(fromOn)} on` : `from ${dateWords(fromOn)} to ${dateWords(throughOn)}`,
          },
          { key: 'Visits cancelled', value: String(preview.visits) },
          { key: 'Cost of cancelling', value: <strong>{fee === 0 ? 'Nothing' : <MoneyText pence={fee} />}</strong> },
          order.ownPurchase
            ? { key: 'Not taken from your card', value: <MoneyText pence={preview.givenBackPence} /> }
            : {
                key: `Comes back to ${subject.isSelf ? 'your' : 'the'} budget`,
                value: <MoneyText pence={preview.givenBackPence} />,
              },
        ]}
      />
      <Cost preview={preview} paysSelf={order.ownPurchase !== null} />
      <Form method="post">
        <input type="hidden" name="key" value={formKey} />
        <input type="hidden" name="how" value={how} />
        <input type="hidden" name="fromOn" value={fromOn} />
        <input type="hidden" name="throughOn" value={throughOn} />
        <input type="hidden" name="feePence" value={fee} />
        <div className="govuk-button-group">
          <Button name="intent" value="send" variant="warning">
            {fee > 0 ? `Cancel these visits and pay ${formatPence(fee)}` : 'Cancel these visits'}
          </Button>
          <Anchor className="govuk-link" href={keepFor(`/my-orders/${order.id}`, subject)}>
            Keep them
          </Anchor>
        </div>
      </Form>
    </>
  );
}

interface QuestionProps {
  readonly looked: Looked | undefined;
  readonly asked: { readonly how: string; readonly fromOn: string };
}

function Question({ looked, asked }: QuestionProps) {
  const answer = looked?.answer;
  const legendOptions = { className: 'govuk-fieldset__legend--m' };
  return (
    <>
      <h1 className="govuk-heading-xl">Take a break or stop</h1>
      <p className="govuk-body">You see what it costs before anything is cancelled. You can start again earlier.</p>
      <Form method="post" noValidate>
        <Radios
          name="how"
          fieldset={{ legend: 'What would you like?', legendOptions }}
          items={[
            {
              value: 'days',
              label: 'A break: no visits for some days',
              hint: 'After it the visits go on by themselves',
            },
            { value: 'rest', label: 'Stop: no visits from a day on' },
          ]}
          value={looked?.how ?? asked.how}
          error={errorOf(answer, 'how')}
        />
        <DateInput
          id="from"
          namePrefix="from"
          fieldset={{ legend: 'The first day without a visit', legendOptions }}
          values={dayValues('from', looked?.fromOn ?? asked.fromOn)}
          error={errorOf(answer, 'fromOn')}
        />
        <DateInput
          id="until"
          namePrefix="until"
          fieldset={{ legend: 'The last day without a visit', legendOptions }}
          hint="Only for a break"
          values={dayValues('until', looked?.throughOn ?? '')}
          error={errorOf(answer, 'throughOn')}
        />
        <Button name="intent" value="look">
          See what it costs
        </Button>
      </Form>
    </>
  );
}

export default function Break({ loaderData, actionData }: Route.ComponentProps) {
  const { order, subject, asked, key } = loaderData;
  const hasErrors = Boolean(actionData?.answer);
  return (
    <Page before={<BackLink href={keepFor(`/my-orders/${order.id}`, subject)} />}>
      <FormProblems answer={actionData?.answer} ids={{ fromOn: 'from-day', throughOn: 'until-day' }} />
      <FormTitle title="Take a break or stop" hasErrors={hasErrors} />
      {actionData?.preview ? (
        <Check order={order} looked={{ ...actionData, preview: actionData.preview }} formKey={key} subject={subject} />
      ) : (
        <Question looked={actionData} asked={asked} />
      )}
    </Page>
  );
}
