import { Form } from 'react-router';
import { Anchor, BackLink, Button, Checkboxes, Page, Panel, Textarea } from '../../components/index.js';
import { AskAboutMandateDocument, MandatesGivenDocument } from '../../generated/graphql.js';
import { callGraphql, notFound, requireViewer } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { answerOf, errorOf, FormProblems, textOf } from '../../journey/problems.js';
import { FormKey } from '../../work/form-parts.js';
import { newFormKey } from '../../work/access.js';
import type { Route } from './+types/mandate-ask.js';

export async function loader({ context, request, params }: Route.LoaderArgs) {
  requireViewer(context, request);
  const { me } = await callGraphql({ context, request }, MandatesGivenDocument);
  const mandate = me?.mandatesGiven.find(({ id }) => id === params.mandateId) ?? notFound();
  return { mandate, formKey: newFormKey() };
}

/** The answer is shown here and not kept in any address, so that nobody finds it in the browser's history. */
export async function action({ context, request, params }: Route.ActionArgs) {
  requireViewer(context, request);
  const form = await request.formData();
  const message = textOf(form, 'message');
  const wantsAdvocate = form.getAll('wantsAdvocate').includes('yes');
  const typed = { message, wantsAdvocate };
  const problems = message === '' ? [{ field: 'message', message: 'Write what you want to ask' }] : [];
  if (problems.length > 0) return { reference: null, answer: { problems, refused: null }, typed };
  const { askAboutMandate } = await callGraphql({ context, request }, AskAboutMandateDocument, {
    mandateId: params.mandateId,
    message,
    wantsAdvocate,
    idempotencyKey: textOf(form, 'idempotencyKey'),
  });
  if (askAboutMandate.__typename !== 'MandateQuestionReceived')
    return { reference: null, answer: answerOf(askAboutMandate), typed };
  return { reference: askAboutMandate.reference, answer: null, typed };
}

export default function MandateAsk({ loaderData, actionData }: Route.ComponentProps) {
  const { actorName, id } = loaderData.mandate;
  const typed = actionData?.typed;
  const back = <BackLink href={`/who-can-act-for-me/${id}`} />;
  if (typeof actionData?.reference === 'string') {
    return (
      <Page before={back}>
        <Panel title="Your care manager has it">Your number is {actionData.reference}</Panel>
        <p className="govuk-body">Only they read it. {actorName} does not see that you asked.</p>
        <p className="govuk-body">
          <Anchor className="govuk-link" href="/who-can-act-for-me">
            Who can act for me
          </Anchor>
        </p>
      </Page>
    );
  }
  return (
    <Page before={back}>
      <FormProblems answer={actionData?.answer} />
      <FormTitle title="Ask in private" hasErrors={Boolean(actionData?.answer)} />
      <h1 className="govuk-heading-xl">Ask about {actorName}</h1>
      <p className="govuk-body">
        Your care manager reads this, and nobody else. {actorName} does not see that you asked.
      </p>
      <Form method="post" noValidate>
        <FormKey value={loaderData.formKey} />
        <Textarea
          name="message"
          label="What do you want to ask, or tell us?"
          hint="A few words are enough"
          value={typed?.message}
          error={errorOf(actionData?.answer, 'message')}
        />
        <Checkboxes
          name="wantsAdvocate"
          fieldset={{
            legend: 'Would you like an advocate?',
            legendOptions: { className: 'govuk-fieldset__legend--s' },
          }}
          hint="Somebody who is on your side and helps you say what you want. It is free"
          items={[{ value: 'yes', label: 'Yes, please' }]}
          values={typed?.wantsAdvocate ? ['yes'] : []}
        />
        <Button>Send it in private</Button>
      </Form>
      <p className="govuk-body">
        Do you not feel safe?{' '}
        <Anchor className="govuk-link" href="/help/not-safe">
          Tell the safety team
        </Anchor>
      </p>
    </Page>
  );
}
