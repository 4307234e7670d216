import { Form, redirect } from 'react-router';
import { BackLink, Button, Page, Textarea } from '../../components/index.js';
import { DeclareConflictDocument, MandatesGivenDocument, WhoActsForDocument } from '../../generated/graphql.js';
import { callGraphql, notFound, requireViewer } from '../../graphql/call.js';
import { listWords } from '../../journey/calendar.js';
import { FormTitle } from '../../journey/form-title.js';
import type { MandateShown } from '../../journey/mandate-card.js';
import { answerOf, errorOf, FormProblems, textOf } from '../../journey/problems.js';
import type { Route } from './+types/mandate-conflict.js';

type Asked = Pick<Route.LoaderArgs, 'context' | 'request'>;

/** The person's own page, or that of the care manager who looks after them. */
async function mandatesOf(asked: Asked, personId: string | undefined): Promise<readonly MandateShown[]> {
  if (personId === undefined) return (await callGraphql(asked, MandatesGivenDocument)).me?.mandatesGiven ?? [];
  return (await callGraphql(asked, WhoActsForDocument, { personId })).whoActsFor?.mandates ?? [];
}

function backTo(personId: string | undefined): string {
  return personId === undefined ? '/who-can-act-for-me' : `/council/people/${personId}/who-acts`;
}

export async function loader({ context, request, params }: Route.LoaderArgs) {
  requireViewer(context, request);
  const { personId } = params as { readonly personId?: string };
  const mandates = await mandatesOf({ context, request }, personId);
  const mandate = mandates.find(({ id }) => id === params.mandateId) ?? notFound();
  return { mandate, back: backTo(personId), isOwn: personId === undefined };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  requireViewer(context, request);
  const form = await request.formData();
  const isTakenBack = textOf(form, 'takeBack') === 'yes';
  const declaration = textOf(form, 'declaration');
  const problems =
    isTakenBack || declaration !== '' ? [] : [{ field: 'declaration', message: 'Write what you know and agree to' }];
  if (problems.length > 0) return { problems, refused: null };
  const { declareConflict } = await callGraphql({ context, request }, DeclareConflictDocument, {
    mandateId: params.mandateId,
    declaration: isTakenBack ? null : declaration,
  });
  const { personId } = params as { readonly personId?: string };
  if (declareConflict.__typename === 'Mandate') throw redirect(`${backTo(personId)}?declared=1`);
  return answerOf(declareConflict);
}

export default function MandateConflict({ loaderData, actionData }: Route.ComponentProps) {
  const { mandate, back, isOwn } = loaderData;
  const { actorName, stakesIn, declaredConflict } = mandate;
  return (
    <Page before={<BackLink href={back} />}>
      <FormProblems answer={actionData} />
      <FormTitle title="Where they have a stake" hasErrors={Boolean(actionData)} />
      <h1 className="govuk-heading-xl">May {actorName} order from somebody they have a stake in?</h1>
      {stakesIn.length > 0 ? (
        <p className="govuk-body">
          {actorName} works for, or owns, {listWords(stakesIn)}. When they order there, they may earn from it.
        </p>
      ) : null}
      <ul className="govuk-list govuk-list--bullet">
        <li>They can only order there when it is written down that {isOwn ? 'you know' : 'the person knows'}.</li>
        <li>The council looks at each such order first.</li>
        {mandate.paysSelf ? (
          <li>With {isOwn ? 'your' : 'the person’s'} own money they can’t order there: no council is there to look.</li>
        ) : null}
        <li>It can be taken back at any time.</li>
      </ul>
      <Form method="post" noValidate>
        <Textarea
          name="declaration"
          label={isOwn ? 'What do you know, and what is all right for you?' : 'What does the person know and agree to?'}
          value={declaredConflict ?? ''}
          error={errorOf(actionData, 'declaration')}
        />
        <Button>Write it down</Button>
      </Form>
      {declaredConflict === null ? null : (
        <Form method="post">
          <input type="hidden" name="takeBack" value="yes" />
          <Button variant="secondary">Take it back</Button>
        </Form>
      )}
    </Page>
  );
}
