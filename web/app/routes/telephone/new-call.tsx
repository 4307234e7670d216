import { Form, redirect } from 'react-router';
import { BackLink, Button, Checkboxes, Page, Radios, TextInput } from '../../components/index.js';
import { type CallerFact, StartTelephoneCallDocument, WhoCanBeOnTheLineDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import { factWords } from './fact-words.js';
import type { Route } from './+types/new-call.js';

const roles = ['CARE_MANAGER', 'BROKER', 'REPRESENTATIVE'] as const;

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...roles);
  const personId = new URL(request.url).searchParams.get('person');
  const { me, assignedPeople, openTelephoneCalls } = await callGraphql({ context, request }, WhoCanBeOnTheLineDocument);
  const open = openTelephoneCalls.find(({ person }) => person.id === personId);
  if (open) throw redirect(`/telephone/${open.id}`);
  const acted = (me?.actsFor ?? []).filter(({ inForce }) => inForce).map(({ person }) => person);
  const person = [...assignedPeople, ...acted].find(({ id }) => id === personId) ?? notFound();
  return { person: { id: person.id, name: person.name }, formKey: newFormKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  requireRole({ context, request }, ...roles);
  const form = await request.formData();
  const values = valuesOf(form);
  const facts = form
    .getAll('facts')
    .filter((fact): fact is CallerFact => typeof fact === 'string' && fact in factWords);
  const [caller, known] = [textOf(form, 'caller'), textOf(form, 'known')];
  const problems = [
    ...(caller === 'PERSON' || caller === 'SPEAKER' ? [] : [{ field: 'caller', message: 'Say who is on the line' }]),
    ...(caller === 'SPEAKER' && textOf(form, 'speakerName') === ''
      ? [{ field: 'speakerName', message: 'Write who speaks for them' }]
      : []),
    ...(known === 'voice' || known === 'asked' ? [] : [{ field: 'known', message: 'Say how you know who it is' }]),
    ...(known === 'asked' && facts.length !== 2
      ? [{ field: 'facts', message: 'Choose the two things you asked' }]
      : []),
  ];
  if (problems.length > 0) return putRight(problems, { ...values, facts: facts.join(' ') });
  const { startTelephoneCall } = await callGraphql({ context, request }, StartTelephoneCallDocument, {
    input: {
      idempotencyKey: textOf(form, 'idempotencyKey'),
      personId: textOf(form, 'personId'),
      caller: caller === 'SPEAKER' ? 'SPEAKER' : 'PERSON',
      speakerName: caller === 'SPEAKER' ? textOf(form, 'speakerName') : null,
      knownByVoice: known === 'voice',
      facts: known === 'voice' ? [] : facts,
    },
  });
  if (isRefused(startTelephoneCall)) return notDone(startTelephoneCall, { ...values, facts: facts.join(' ') });
  throw redirect(`/telephone/${startTelephoneCall.id}`);
}

export default function NewCall({ loaderData, actionData: answer }: Route.ComponentProps) {
  const { person, formKey } = loaderData;
  return (
    <Page before={<BackLink href="/telephone">Telephone</BackLink>}>
      <FormTitle title={`A call about ${person.name}`} hasErrors={answer !== undefined} />
      <NotDoneSummary answer={answer} />
      <h1 className="govuk-heading-xl">A call about {person.name}</h1>
      <Form method="post" noValidate>
        <FormKey value={formKey} />
        <input type="hidden" name="personId" value={person.id} />
        <Radios
          name="caller"
          value={answer?.values['caller']}
          error={problemOf(answer, 'caller')}
          fieldset={{ legend: 'Who is on the line?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
          items={[
            { value: 'PERSON', label: person.name },
            {
              value: 'SPEAKER',
              label: `Somebody who speaks for ${person.name}`,
              hint: 'Such as a daughter, or an interpreter',
              conditional: (
                <TextInput
                  name="speakerName"
                  label="Their name, and who they are"
                  value={answer?.values['speakerName']}
                  error={problemOf(answer, 'speakerName')}
                  autoComplete="off"
                  attributes={{ maxLength: 100 }}
                />
              ),
            },
          ]}
        />
        <Radios
          name="known"
          value={answer?.values['known']}
          error={problemOf(answer, 'known')}
          fieldset={{
            legend: 'How do you know who it is?',
            legendOptions: { className: 'govuk-fieldset__legend--m' },
          }}
          items={[
            {
              value: 'asked',
              label: 'I asked two things, and they were right',
              conditional: (
                <Checkboxes
                  name="facts"
                  values={answer?.values['facts']?.split(' ')}
                  error={problemOf(answer, 'facts')}
                  hint="Choose two. We keep what you asked, never what they said."
                  fieldset={{ legend: 'What did you ask?', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
                  items={Object.entries(factWords).map(([value, label]) => ({ value, label }))}
                />
              ),
            },
            { value: 'voice', label: 'I know their voice' },
          ]}
        />
        <Button>Start the call</Button>
      </Form>
    </Page>
  );
}
