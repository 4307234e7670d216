import { redirect } from 'react-router';
import { Anchor, Button, ErrorSummary, Page, TextInput } from '../components/index.js';
import { SignInDocument } from '../generated/graphql.js';
import { callGraphql, safeReturnPath, storefront } from '../graphql/call.js';
import type { Viewer } from '../graphql/load-context.js';
import { textOf } from '../journey/problems.js';
import { navigationFor } from '../navigation.js';
import { FormTitle } from '../journey/form-title.js';
import type { Route } from './+types/sign-in.js';

/** The first page of the person's own menu. */
function homeOf(roles: Viewer['roles']): string {
  return navigationFor({ roles })[1]?.href ?? '/';
}

export function loader({ context, request }: Route.LoaderArgs) {
  const { viewer, demo } = storefront(context);
  const wanted = new URL(request.url).searchParams.get('return');
  if (viewer) throw redirect(safeReturnPath(wanted, homeOf(viewer.roles)));
  return { demo, returnTo: wanted ?? '' };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const email = textOf(form, 'email');
  const typed = form.get('password');
  const password = typeof typed === 'string' ? typed : '';
  const missing = [
    ...(email === '' ? [{ message: 'Enter your email address', href: '#email' }] : []),
    ...(password === '' ? [{ message: 'Enter your password', href: '#password' }] : []),
  ];
  if (missing.length > 0) return { email, missing, refused: null };
  const { signIn } = await callGraphql({ context, request }, SignInDocument, { email, password });
  if (signIn.__typename === 'SignInRefused') return { email, missing: [], refused: signIn };
  const home = homeOf(signIn.viewer.roles.map(({ role }) => role));
  throw redirect(safeReturnPath(textOf(form, 'return') || null, home));
}

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  const { demo, returnTo } = loaderData;
  const refused = actionData?.refused ?? null;
  const missing = actionData?.missing ?? [];
  const errorOf = (href: string): string | undefined => missing.find((problem) => problem.href === href)?.message;
  return (
    <Page>
      {refused ? (
        <ErrorSummary title={refused.message} description={refused.whatToDo} errors={[]} />
      ) : missing.length > 0 ? (
        <ErrorSummary errors={missing} />
      ) : null}
      <FormTitle title="Sign in" hasErrors={Boolean(actionData)} />
      <h1 className="govuk-heading-xl">Sign in</h1>
      <form method="post" action="/sign-in" noValidate>
        <input type="hidden" name="return" value={returnTo} />
        <TextInput
          name="email"
          type="email"
          label="Email address"
          value={actionData?.email}
          autoComplete="username"
          spellCheck={false}
          error={errorOf('#email')}
        />
        <TextInput
          name="password"
          type="password"
          label="Password"
          autoComplete="current-password"
          spellCheck={false}
          error={errorOf('#password')}
        />
        <Button>Sign in</Button>
      </form>
      <p className="govuk-body">
        You do not need to sign in to look for support.{' '}
        <Anchor className="govuk-link" href="/search">
          Find support
        </Anchor>
      </p>
      <p className="govuk-body">
        Do you offer support?{' '}
        <Anchor className="govuk-link" href="/join">
          Sell your support here
        </Anchor>
      </p>
      <p className="govuk-body">
        Cannot sign in?{' '}
        <Anchor className="govuk-link" href="/help">
          Talk to a person
        </Anchor>
      </p>
      {demo ? (
        <p className="govuk-body">
          This is a demonstration.{' '}
          <a className="govuk-link" href="/#try-title">
            Try it as one of our made-up people
          </a>
        </p>
      ) : null}
    </Page>
  );
}
