import { Form, redirect } from 'react-router';
import { BackLink, Button, DateText, MoneyText, Page, Textarea } from '../../components/index.js';
import { DisagreeWithReclaimDocument, ReclaimToQuestionDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { budgetIdOf, keepFor, subjectOf } from '../../journey/acting-for.js';
import { FormTitle } from '../../journey/form-title.js';
import { dialled } from '../../theme/council-contacts.js';
import { newFormKey } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/disagree.js';

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const id = (await budgetIdOf({ context, request }, subject.personId)) ?? notFound();
  const { budget } = await callGraphql({ context, request }, ReclaimToQuestionDocument, { id });
  const reclaim = budget?.life.reclaims.find((one) => one.id === params.reclaimId);
  if (!budget || !reclaim) return notFound();
  return { reclaim, council: budget.council, subject, formKey: newFormKey(), actingFor: subject.actingFor };
}

export async function action({ context, request, params: { reclaimId } }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const form = await request.formData();
  const values = valuesOf(form);
  const words = textOf(form, 'words');
  if (words === '') return putRight([{ field: 'words', message: 'Say why you do not agree' }], values);
  const input = { reclaimId, idempotencyKey: textOf(form, 'idempotencyKey'), words };
  const { disagreeWithReclaim } = await callGraphql({ context, request }, DisagreeWithReclaimDocument, { input });
  if (isRefused(disagreeWithReclaim)) return notDone(disagreeWithReclaim, values);
  throw redirect(keepFor('/my-budget', subject));
}

export default function Disagree({ loaderData, actionData }: Route.ComponentProps) {
  const { reclaim, council, subject, formKey } = loaderData;
  const title = 'Say that you do not agree';
  return (
    <Page before={<BackLink href={keepFor('/my-budget', subject)}>Back to the budget</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">{title}</h1>
      {reclaim.status === 'PROPOSED' ? (
        <>
          <p className="oc-lead">
            <MoneyText pence={reclaim.proposedPence} /> may go back to {council.name}, from{' '}
            <DateText date={reclaim.decideFrom} withYear />.
          </p>
          <p className="govuk-body">
            Are you saving for something? Will you need more help soon? Tell the council. Somebody reads it before they
            decide.
          </p>
          <Form method="post" noValidate>
            <FormKey value={formKey} />
            <Textarea
              name="words"
              label="Why should the money stay?"
              labelOptions={{ className: 'govuk-label--m' }}
              hint="Use your own words. A line is enough."
              value={actionData?.values['words'] ?? reclaim.disagreement ?? undefined}
              error={problemOf(actionData, 'words')}
              attributes={{ maxLength: 1000 }}
            />
            <Button>Send</Button>
          </Form>
        </>
      ) : (
        <p className="govuk-body">This is decided already. You read on your budget page what was decided, and why.</p>
      )}
      <p className="govuk-body">
        You can say it by phone too: {council.name}, on{' '}
        <a className="govuk-link" href={dialled(council.contactPhone)}>
          {council.contactPhone}
        </a>
        . Somebody can help you with this. Ask for an advocate.
      </p>
    </Page>
  );
}
