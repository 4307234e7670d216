import { Form, redirect } from 'react-router';
import { BackLink, Button, InsetText, Page, pageTitle, Radios, Textarea } from '../../components/index.js';
import { OwnSilenceDocument, SetSilenceDocument } from '../../generated/graphql.js';
import { callGraphql, notFound, requireViewer } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/silence.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('If I say nothing', matches);
}

/** A person's own wish; nobody who acts for them decides it. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { personId } = requireViewer(context, request);
  const { silence } = await callGraphql({ context, request }, OwnSilenceDocument, { personId });
  return { silence: silence ?? notFound(), formKey: newFormKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { personId } = requireViewer(context, request);
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
  throw redirect('/my-support/if-i-say-nothing?done=kept');
}

export default function OwnSilence({ loaderData: { silence, formKey }, actionData }: Route.ComponentProps) {
  const values = actionData?.values;
  return (
    <Page before={<BackLink href="/my-support">My support</BackLink>}>
      <FormTitle title="If I say nothing" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner words={{ kept: 'Kept. It counts from now on.' }} />
      <h1 className="govuk-heading-xl">If you say nothing about a visit</h1>
      <p className="govuk-body">
        After some days we take it that the visit was right, and the provider is paid. You can still say later that it
        was not. You can also ask us to wait for your word every time.
      </p>
      {silence.whyNot === null ? null : <InsetText>Now: every visit waits. Why: “{silence.whyNot}”</InsetText>}
      <Form method="post">
        <FormKey value={formKey} />
        <Radios
          name="answer"
          fieldset={{ legend: 'What should happen?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
          value={values?.['answer'] ?? (silence.confirms ? 'yes' : 'no')}
          error={problemOf(actionData, 'answer')}
          items={[
            {
              value: 'yes',
              label: 'The visit counts as right',
              hint: 'After the council’s days. You need do nothing.',
            },
            {
              value: 'no',
              label: 'Wait for my word',
              hint: 'Every visit waits until you, or somebody who may, says that it was right.',
              conditional: (
                <Textarea
                  name="reason"
                  label="Why"
                  hint="Your care manager reads this. A few words are enough."
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
