import { Form, redirect } from 'react-router';
import { Anchor, Button, Page, TextInput } from '../../components/index.js';
import { ConfirmJoiningDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, textOf } from '../../work/refusal.js';
import type { Route } from './+types/confirm.js';

export function loader({ request }: Route.LoaderArgs) {
  return { token: new URL(request.url).searchParams.get('token') ?? '' };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const typed = form.get('password');
  const { confirmJoining } = await callGraphql({ context, request }, ConfirmJoiningDocument, {
    token: textOf(form, 'token'),
    password: typeof typed === 'string' ? typed : '',
  });
  if (isRefused(confirmJoining)) return notDone(confirmJoining);
  throw redirect('/provider/store');
}

export default function ConfirmJoining({ loaderData: { token }, actionData }: Route.ComponentProps) {
  return (
    <Page>
      <FormTitle title="Say that this email is yours" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">Say that this email is yours</h1>
      <p className="govuk-body">Enter the password you chose when you joined. Then we open your store for you.</p>
      <Form method="post" noValidate>
        <input type="hidden" name="token" value={token} />
        <TextInput
          name="password"
          type="password"
          label="Password"
          autoComplete="current-password"
          spellCheck={false}
          error={problemOf(actionData, 'password')}
        />
        <Button>Go on</Button>
      </Form>
      <p className="govuk-body">
        The link does not work?{' '}
        <Anchor className="govuk-link" href="/join">
          Ask to join again
        </Anchor>
      </p>
    </Page>
  );
}
