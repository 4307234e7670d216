import { redirect } from 'react-router';
import { BackLink, MoneyText, Page, SummaryList } from '../../components/index.js';
import { ModerateListingDocument, ModerationDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { requireRole } from '../../work/access.js';
import { NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/moderate-listing.js';
import { ModerationForm, readDecision } from './moderation-form.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'MODERATOR');
  const { listingsToModerate } = await callGraphql({ context, request }, ModerationDocument);
  return { listing: listingsToModerate.find(({ id }) => id === params.listingId) ?? notFound() };
}

export async function action({ context, params: { listingId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const reason = textOf(form, 'reason');
  const { publish, problems } = readDecision(textOf(form, 'answer'), reason);
  if (problems.length > 0) return putRight(problems, valuesOf(form));
  const variables = { id: listingId, publish, reason: reason || null };
  const { moderateListing } = await callGraphql({ context, request }, ModerateListingDocument, variables);
  if (isRefused(moderateListing)) return notDone(moderateListing, valuesOf(form));
  throw redirect(`/council/moderation?done=listing-${publish ? 'published' : 'refused'}`);
}

export default function CheckListing({ loaderData: { listing }, actionData }: Route.ComponentProps) {
  return (
    <Page before={<BackLink href="/council/moderation">To check</BackLink>}>
      <FormTitle title="Check a listing" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">{listing.title}</h1>
      <p className="oc-lead">{listing.organisationName}</p>
      <div className="oc-quote">{listing.description}</div>
      <SummaryList
        rows={[
          { key: 'When', value: listing.whenInWords ?? 'No weekly time' },
          { key: 'Where', value: `${listing.placeName}, ${listing.postcodeDistrict}` },
          ...(listing.ward === null ? [] : [{ key: 'Area', value: listing.ward.name }]),
          { key: 'Cost', value: listing.costPence === 0 ? 'Free' : <MoneyText pence={listing.costPence} /> },
          ...(listing.contactPhone === null ? [] : [{ key: 'Phone', value: listing.contactPhone }]),
          ...(listing.contactEmail === null ? [] : [{ key: 'Email', value: listing.contactEmail }]),
          ...(listing.accessNotes === null ? [] : [{ key: 'Getting in and around', value: listing.accessNotes }]),
        ]}
      />
      <ModerationForm answer={actionData} whoReads="We keep it with the listing." />
    </Page>
  );
}
