import { Form, redirect } from 'react-router';
import { Button, Details, EmptyState, Page, RatingText, SummaryList, Textarea } from '../../components/index.js';
import { MyOrganisationDocument, ProviderRatingsDocument, ReplyToRatingDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { requireRole } from '../../work/access.js';
import { DoneBanner, NotDoneSummary } from '../../work/form-parts.js';
import { RatingFacts, scoreNames } from '../../work/rating-facts.js';
import { isRefused, type NotDone, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/ratings.js';
import { anyOfTheProvider } from './roles.js';

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...anyOfTheProvider);
  const { me } = await callGraphql({ context, request }, MyOrganisationDocument);
  const id = me?.organisationId ?? notFound();
  const { provider } = await callGraphql({ context, request }, ProviderRatingsDocument, { id });
  return { provider: provider ?? notFound() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const reply = textOf(form, 'reply');
  const id = textOf(form, 'id');
  if (reply === '') return putRight([{ field: `reply-${id}`, message: 'Write your reply' }], values);
  const { replyToRating } = await callGraphql({ context, request }, ReplyToRatingDocument, { id, reply });
  if (isRefused(replyToRating)) {
    const own =
      'problems' in replyToRating ? replyToRating.problems.map((one) => ({ ...one, field: `reply-${id}` })) : [];
    return notDone('problems' in replyToRating ? { ...replyToRating, problems: own } : replyToRating, values);
  }
  throw redirect('/provider/ratings?done=replied');
}

function Reply({ id, answer }: { readonly id: string; readonly answer: NotDone | undefined }) {
  const isThis = answer?.values['id'] === id;
  return (
    <Details summary="Reply to this" open={isThis}>
      <Form method="post">
        <input type="hidden" name="id" value={id} />
        <Textarea
          name="reply"
          id={`reply-${id}`}
          label="Your reply"
          hint="Everybody can read it. You can reply once."
          rows={3}
          value={isThis ? answer.values['reply'] : undefined}
          error={problemOf(answer, `reply-${id}`)}
          attributes={{ maxLength: 1000 }}
        />
        <Button>Send the reply</Button>
      </Form>
    </Details>
  );
}

export default function ProviderRatings({ loaderData: { provider }, actionData }: Route.ComponentProps) {
  const { rating, ratings } = provider;
  const { averages } = rating;
  return (
    <Page width="wide">
      <FormTitle title="Ratings" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner words={{ replied: 'Your reply is kept.' }} />
      <h1 className="govuk-heading-xl">Ratings</h1>
      <p className="oc-lead">
        <RatingText score={rating.score} count={rating.count} />
      </p>
      {averages === null ? null : (
        <SummaryList
          rows={scoreNames.map(({ name, words }) => ({ key: words, value: `${averages[name]} out of 5` }))}
        />
      )}
      {ratings.length === 0 ? (
        <EmptyState icon="star" title="No ratings yet">
          <p className="govuk-body">
            After a visit they confirmed, people can say how it was. The council reads it first. Then we show it here.
          </p>
        </EmptyState>
      ) : (
        <ul className="oc-work" aria-label="What people say">
          {ratings.map((one) => (
            <li className="oc-work__item" key={one.id}>
              <RatingFacts rating={one} headingLevel={2} />
              {one.reply === null ? <Reply id={one.id} answer={actionData} /> : null}
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
