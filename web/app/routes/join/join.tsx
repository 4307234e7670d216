import { Form } from 'react-router';
import { Anchor, Button, InsetText, Page, Panel, TextInput } from '../../components/index.js';
import { JoinAsProviderDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/join.js';

export function loader() {
  return { formKey: newFormKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const typed = form.get('password');
  // A password is never shown again.
  const values = { ...valuesOf(form), password: '' };
  const { joinAsProvider } = await callGraphql({ context, request }, JoinAsProviderDocument, {
    input: {
      personName: textOf(form, 'personName'),
      organisationName: textOf(form, 'organisationName'),
      email: textOf(form, 'email'),
      password: typeof typed === 'string' ? typed : '',
    },
    idempotencyKey: textOf(form, 'idempotencyKey'),
  });
  if (isRefused(joinAsProvider)) return notDone(joinAsProvider, values);
  return { sent: true as const, email: textOf(form, 'email'), demoPath: joinAsProvider.demoPath };
}

function Sent({ email, demoPath }: { readonly email: string; readonly demoPath: string | null }) {
  return (
    <Page>
      <FormTitle title="Look at your email" hasErrors={false} />
      <Panel title="Look at your email" />
      <p className="govuk-body">
        We have written to <strong>{email}</strong>. Open the link in the email, and enter the password you chose. The
        link works for three days.
      </p>
      <p className="govuk-body">No email? Look in your junk mail. Then check the address, and ask again.</p>
      {demoPath === null ? null : (
        <InsetText>
          This is a demonstration, so no email goes out.{' '}
          <Anchor className="govuk-link" href={demoPath}>
            Open the link that the email would have
          </Anchor>
        </InsetText>
      )}
    </Page>
  );
}

export default function Join({ loaderData, actionData }: Route.ComponentProps) {
  if (actionData && 'sent' in actionData) return <Sent email={actionData.email} demoPath={actionData.demoPath} />;
  const shown = (name: string) => ({
    name,
    value: actionData?.values[name],
    error: problemOf(actionData, name),
  });
  return (
    <Page>
      <FormTitle title="Sell your support here" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">Sell your support here</h1>
      <p className="oc-lead">For one person as much as for a large company. It costs you nothing to join.</p>
      <ul className="govuk-list govuk-list--bullet">
        <li>You say what you do, where, and what it costs.</li>
        <li>People find you, and order. We make the invoices.</li>
        <li>You do not need a company. We never show where you live.</li>
        <li>You can sell before a council has looked at your papers. Your page says which council has.</li>
      </ul>
      <Form method="post" noValidate>
        <FormKey value={loaderData.formKey} />
        <TextInput {...shown('personName')} label="Your name" autoComplete="name" />
        <TextInput
          {...shown('organisationName')}
          label="What are you called?"
          hint="The name of your business or group. If you work alone, your own name will do."
          autoComplete="organization"
        />
        <TextInput {...shown('email')} type="email" label="Email address" autoComplete="username" spellCheck={false} />
        <TextInput
          name="password"
          type="password"
          label="Choose a password"
          hint="At least 10 letters, digits or signs. Three words that do not belong together are easy to remember."
          autoComplete="new-password"
          spellCheck={false}
          error={problemOf(actionData, 'password')}
        />
        <Button>Join</Button>
      </Form>
      <p className="govuk-body">
        Are you here already?{' '}
        <Anchor className="govuk-link" href="/sign-in">
          Sign in
        </Anchor>
      </p>
    </Page>
  );
}
