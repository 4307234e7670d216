import { redirect } from 'react-router';
import { BackLink, InsetText, Page } from '../../components/index.js';
import { ModerateRatingDocument, ModerationDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { requireRole } from '../../work/access.js';
import { NotDoneSummary } from '../../work/form-parts.js';
import { RatingFacts } from '../../work/rating-facts.js';
import { isRefused, notDone, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/moderate-rating.js';
import { ModerationForm, readDecision } from './moderation-form.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'MODERATOR');
  const { ratingsToModerate } = await callGraphql({ context, request }, ModerationDocument);
  return { rating: ratingsToModerate.find(({ id }) => id === params.ratingId) ?? notFound() };
}

export async function action({ context, params: { ratingId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const reason = textOf(form, 'reason');
  const { publish, problems } = readDecision(textOf(form, 'answer'), reason);
  if (problems.length > 0) return putRight(problems, valuesOf(form));
  const variables = { id: ratingId, publish, reason: reason || null };
  const { moderateRating } = await callGraphql({ context, request }, ModerateRatingDocument, variables);
  if (isRefused(moderateRating)) return notDone(moderateRating, valuesOf(form));
  throw redirect(`/council/moderation?done=rating-${publish ? 'published' : 'refused'}`);
}

export default function CheckRating({ loaderData: { rating }, actionData }: Route.ComponentProps) {
  return (
    <Page before={<BackLink href="/council/moderation">To check</BackLink>}>
      <FormTitle title="Check a rating" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">Check a rating</h1>
      <p className="oc-lead">About {rating.providerName}</p>
      <div className="oc-panel-form">
        <RatingFacts rating={rating} headingLevel={2} />
      </div>
      <InsetText>
        Does it say that somebody was hurt, or might be? Tell the safeguarding team first. That is not for this page.
      </InsetText>
      <ModerationForm answer={actionData} whoReads="We keep it with the rating." />
    </Page>
  );
}
