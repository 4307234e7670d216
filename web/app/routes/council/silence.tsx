import { Form, redirect } from 'react-router';
import { BackLink, Button, InsetText, Page, Radios, Textarea } from '../../components/index.js';
import { SetSilenceDocument, SilenceOfDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/silence.js';

export async function loader({ context, params: { personId }, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'CARE_MANAGER');
  const { assignedPeople, silence } = await callGraphql({ context, request }, SilenceOfDocument, { personId });
  const person = assignedPeople.find(({ id }) => id === personId) ?? notFound();
  return { person, silence: silence ?? notFound(), formKey: newFormKey() };
}

export async function action({ context, params: { personId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const [answer, reason] = [textOf(form, 'answer'), textOf(form, 'reason')];
  if (answer !== 'yes' && answer !== 'no') return putRight([{ field: 'answer', message: 'Choose one' }], values);
  if (answer === 'no' && reason === '') return putRight([{ field: 'reason', message: 'Say why' }], values);
  const { setSilence } = await callGraphql({ context, request }, SetSilenceDocument, {
    input: {
      personId,
      idempotencyKey: textOf(form, 'idempotencyKey'),
      confirms: answer === 'yes',
      reason: reason || null,
    },
  });
  if (isRefused(setSilence)) return notDone(setSilence, values);
  throw redirect(`/council/people/${personId}/visits?done=kept`);
}

export default function Silence({ loaderData: { person, silence, formKey }, actionData }: Route.ComponentProps) {
  const values = actionData?.values;
  return (
    <Page before={<BackLink href="/council/people">My people</BackLink>}>
      <FormTitle title="Who checks the visits" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner words={{ kept: 'Kept. It counts from now on.' }} />
      <h1 className="govuk-heading-xl">Who checks {person.name}’s visits?</h1>
      <p className="govuk-body">
        If nobody says anything about a visit for some days, it confirms itself and the provider is paid. That is only
        right when somebody looks.
      </p>
      {silence.whyNot === null ? null : <InsetText>Now: no visit confirms itself. Why: “{silence.whyNot}”</InsetText>}
      <Form method="post">
        <FormKey value={formKey} />
        <Radios
          name="answer"
          fieldset={{
            legend: 'Does somebody look at the visits?',
            legendOptions: { className: 'govuk-fieldset__legend--m' },
          }}
          value={values?.['answer'] ?? (silence.confirms ? 'yes' : 'no')}
          error={problemOf(actionData, 'answer')}
          items={[
            { value: 'yes', label: 'Yes', hint: 'Visits confirm themselves after the council’s days.' },
            {
              value: 'no',
              label: 'No, nobody',
              hint: 'Every visit waits until somebody confirms it.',
              conditional: (
                <Textarea
                  name="reason"
                  label="Why"
                  rows={2}
                  value={values?.['reason'] ?? silence.whyNot ?? ''}
                  error={problemOf(actionData, 'reason')}
                  attributes={{ maxLength: 500 }}
                />
              ),
            },
          ]}
        />
        <Button>Keep this</Button>
      </Form>
    </Page>
  );
}
