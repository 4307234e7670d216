import { Form } from 'react-router';
import {
  BackLink,
  Button,
  ButtonLink,
  Checkboxes,
  EmptyState,
  Page,
  Panel,
  Radios,
  Textarea,
} from '../../components/index.js';
import { MyOrderDocument, RateOrderDocument, type RateOrderInput } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { keepFor, subjectOf } from '../../journey/acting-for.js';
import { answerOf, errorOf, FormProblems, textOf } from '../../journey/problems.js';
import { FormTitle } from '../../journey/form-title.js';
import type { Route } from './+types/rate.js';

type Domain = keyof RateOrderInput['scores'];

const questions: readonly { readonly name: Domain; readonly text: string }[] = [
  { name: 'onTime', text: 'Did they come on time?' },
  { name: 'asAgreed', text: 'Did they do what was agreed?' },
  { name: 'dignity', text: 'Did they treat you with respect?' },
  { name: 'outcomes', text: 'Did it help with what matters to you?' },
  { name: 'chooseAgain', text: 'Would you choose them again?' },
];

const answers = [
  { value: '5', label: 'Yes, very much' },
  { value: '4', label: 'Mostly' },
  { value: '3', label: 'In part' },
  { value: '2', label: 'Not much' },
  { value: '1', label: 'No' },
] as const;

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const { order } = await callGraphql({ context, request }, MyOrderDocument, { id: params.orderId });
  if (order?.person.id !== subject.personId) notFound();
  return { order, subject, key: crypto.randomUUID(), actingFor: subject.actingFor };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  await subjectOf({ context, request });
  const form = await request.formData();
  const typed = Object.fromEntries(
    [...questions.map(({ name }) => name), 'comment', 'hideName'].map((name) => [name, textOf(form, name)]),
  );
  const scores = Object.fromEntries(
    questions.map(({ name }) => [name, Number(typed[name])]),
  ) as RateOrderInput['scores'];
  const problems = questions
    .filter(({ name }) => !answers.some(({ value }) => value === typed[name]))
    .map(({ name, text }) => ({ field: name, message: `Choose an answer: ${text}` }));
  if (problems.length > 0) return { problems, refused: null, typed, whatHappensNow: null };
  const { rateOrder } = await callGraphql({ context, request }, RateOrderDocument, {
    input: {
      orderId: params.orderId,
      idempotencyKey: textOf(form, 'key'),
      scores,
      comment: typed['comment'] === '' ? null : typed['comment'],
      hideName: typed['hideName'] === 'yes',
    },
  });
  if (rateOrder.__typename === 'Rating') {
    return { problems: [], refused: null, typed, whatHappensNow: rateOrder.whatHappensNow };
  }
  return { ...answerOf(rateOrder), typed, whatHappensNow: null };
}

export default function Rate({ loaderData, actionData }: Route.ComponentProps) {
  const { order, subject, key } = loaderData;
  const back = <BackLink href={keepFor(`/my-orders/${order.id}`, subject)} />;
  const typed = actionData?.typed ?? {};
  if (actionData?.whatHappensNow) {
    return (
      <Page>
        <FormTitle title="Say what you think" hasErrors={false} />
        <Panel title="Thank you for saying what you think">{actionData.whatHappensNow}</Panel>
        <ButtonLink href={keepFor(`/my-orders/${order.id}`, subject)}>Back to the order</ButtonLink>
      </Page>
    );
  }
  if (!order.canRate && !actionData) {
    return (
      <Page before={back}>
        <FormTitle title="Say what you think" hasErrors={false} />
        <h1 className="govuk-heading-xl">Say what you think</h1>
        <EmptyState icon="star" title="There is nothing to say here just now">
          <p className="govuk-body">
            You can say what you think once for each order, after a visit that you confirmed.
          </p>
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page before={back}>
      <FormProblems answer={actionData} />
      <FormTitle title="Say what you think" hasErrors={Boolean(actionData)} />
      <h1 className="govuk-heading-xl">Say what you think</h1>
      <p className="govuk-body">
        About <strong>{order.service.name}</strong> with {order.provider.name}. It helps other people choose. Somebody
        at the council reads it before it shows.
      </p>
      <Form method="post" noValidate>
        <input type="hidden" name="key" value={key} />
        {questions.map(({ name, text }) => (
          <Radios
            key={name}
            name={name}
            className="govuk-radios--inline"
            fieldset={{ legend: text, legendOptions: { className: 'govuk-fieldset__legend--m' } }}
            items={answers}
            value={typed[name]}
            error={errorOf(actionData, name) ? 'Choose an answer' : undefined}
          />
        ))}
        <Textarea
          name="comment"
          label="In your own words (you can leave this empty)"
          labelOptions={{ className: 'govuk-label--m' }}
          rows={3}
          value={typed['comment']}
          error={errorOf(actionData, 'comment')}
          attributes={{ maxLength: 1000 }}
        />
        <Checkboxes
          name="hideName"
          items={[{ value: 'yes', label: 'Do not show my name' }]}
          values={typed['hideName'] ? ['yes'] : []}
        />
        <Button>Send</Button>
      </Form>
    </Page>
  );
}
