import { Form, redirect } from 'react-router';
import { Anchor, BackLink, Button, Checkboxes, Page } from '../../components/index.js';
import { EndMandateDocument, MandatesGivenDocument } from '../../generated/graphql.js';
import { callGraphql, notFound, requireViewer } from '../../graphql/call.js';
import { answerOf, FormProblems } from '../../journey/problems.js';
import { FormTitle } from '../../journey/form-title.js';
import type { Route } from './+types/mandate-end.js';

export async function loader({ context, request, params }: Route.LoaderArgs) {
  requireViewer(context, request);
  const { me } = await callGraphql({ context, request }, MandatesGivenDocument);
  const mandate = me?.mandatesGiven.find(({ id }) => id === params.mandateId);
  if (!mandate) notFound();
  if (!mandate.inForce) throw redirect('/who-can-act-for-me');
  return { mandate };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  requireViewer(context, request);
  const form = await request.formData();
  const inPrivate = form.getAll('inPrivate').includes('yes');
  const { mandateId } = params;
  const { endMandate } = await callGraphql({ context, request }, EndMandateDocument, { mandateId, inPrivate });
  if (endMandate.__typename === 'Mandate') throw redirect('/who-can-act-for-me?ended=1');
  return answerOf(endMandate);
}

export default function MandateEnd({ loaderData, actionData }: Route.ComponentProps) {
  const { actorName } = loaderData.mandate;
  return (
    <Page before={<BackLink href="/who-can-act-for-me" />}>
      <FormProblems answer={actionData} />
      <FormTitle title="End it" hasErrors={Boolean(actionData)} />
      <h1 className="govuk-heading-xl">Stop {actorName} acting for you?</h1>
      <ul className="govuk-list govuk-list--bullet">
        <li>It stops at once.</li>
        <li>What they ordered goes on. You can cancel it yourself.</li>
        <li>You can let them act for you again later.</li>
      </ul>
      <Form method="post">
        <Checkboxes
          name="inPrivate"
          fieldset={{ legend: 'Should they hear of it?', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
          hint="Usually we tell them that it has ended"
          items={[{ value: 'yes', label: 'Do not tell them' }]}
        />
        <div className="govuk-button-group">
          <Button variant="warning">Yes, stop it now</Button>
          <Anchor className="govuk-link" href="/who-can-act-for-me">
            No, keep it
          </Anchor>
        </div>
      </Form>
    </Page>
  );
}
