import { Form, redirect } from 'react-router';
import { BackLink, Button, Page, Radios, Textarea } from '../../components/index.js';
import { mayAnswerWanted } from '../../finding/wanted-listing.js';
import { AnswerFormDocument, AnswerWantedDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/answer.js';

const START = 'start';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...mayAnswerWanted);
  const found = await callGraphql({ context, request }, AnswerFormDocument, { id: params.listingId });
  const { communityListing, ownStore, myListings } = found;
  if (communityListing?.kind !== 'WANTED') notFound();
  const services = (ownStore?.services ?? []).filter(({ state }) => state === 'PUBLISHED');
  const listings = myListings.filter(({ status }) => status === 'PUBLISHED');
  return {
    wanted: communityListing,
    choices: [
      ...services.map(({ id, name }) => ({ value: `service/${id}`, label: `We offer this: ${name}` })),
      ...listings.map(({ id, title }) => ({ value: `listing/${id}`, label: `We offer this: ${title}` })),
      { value: START, label: 'We could start this' },
    ],
    formKey: newFormKey(),
  };
}

export async function action({ context, params: { listingId }, request }: Route.ActionArgs) {
  requireRole({ context, request }, ...mayAnswerWanted);
  const form = await request.formData();
  const [offer, words] = [textOf(form, 'offer'), textOf(form, 'words')];
  if (offer === '') return putRight([{ field: 'offer', message: 'Choose what you can offer' }], valuesOf(form));
  if (offer === START && words === '')
    return putRight([{ field: 'words', message: 'Say what you could start, and when' }], valuesOf(form));
  const [kind, id] = offer.split('/');
  const { answerWanted } = await callGraphql({ context, request }, AnswerWantedDocument, {
    input: {
      wantedId: listingId,
      serviceId: kind === 'service' ? id : null,
      listingId: kind === 'listing' ? id : null,
      words: words || null,
      idempotencyKey: textOf(form, 'idempotencyKey') || null,
    },
  });
  if (isRefused(answerWanted)) return notDone(answerWanted, valuesOf(form));
  throw redirect(`/community/${listingId}?done=answered`);
}

export default function AnswerWanted({ loaderData, actionData }: Route.ComponentProps) {
  const { wanted, choices, formKey } = loaderData;
  return (
    <Page before={<BackLink href={`/community/${wanted.id}`}>{wanted.title}</BackLink>}>
      <FormTitle title="Answer somebody who looks for this" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">Answer somebody who looks for this</h1>
      <p className="oc-lead">
        {wanted.title}, near {wanted.placeName}
      </p>
      <div className="oc-quote">{wanted.description}</div>
      <p className="govuk-body">
        The council checks your answer first. Everybody can read it if it leads to something on show. Else only the one
        who looks for it reads it. You will not know who that is. If you answered before, this takes its place.
      </p>
      <Form method="post">
        <FormKey value={formKey} />
        <Radios
          name="offer"
          fieldset={{ legend: 'What can you offer?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
          value={actionData?.values['offer']}
          error={
            problemOf(actionData, 'offer') ?? problemOf(actionData, 'serviceId') ?? problemOf(actionData, 'listingId')
          }
          items={choices}
        />
        <Textarea
          name="words"
          label="What should they know? (you can leave this out if you offer it already)"
          hint="Such as when it could start, and what it needs"
          rows={4}
          value={actionData?.values['words']}
          error={problemOf(actionData, 'words')}
          attributes={{ maxLength: 500 }}
        />
        <Button>Send my answer</Button>
      </Form>
    </Page>
  );
}
