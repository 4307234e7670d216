import { redirect } from 'react-router';
import { BackLink, InsetText, Page, ScrollingTable, SummaryList } from '../../components/index.js';
import { dateWords } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
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
  const variables = { id: listingId, publish, reason: reason || null, seen: textOf(form, 'seen') || null };
  const { moderateListing } = await callGraphql({ context, request }, ModerateListingDocument, variables);
  if (isRefused(moderateListing)) return notDone(moderateListing, valuesOf(form));
  throw redirect(`/council/moderation?done=listing-${publish ? 'published' : 'refused'}`);
}

type Listing = Route.ComponentProps['loaderData']['listing'];
type Told = Listing | NonNullable<Listing['change']>;

const facts: readonly { readonly key: string; readonly of: (told: Told) => string }[] = [
  { key: 'Name', of: ({ title }) => title },
  { key: 'What happens there', of: ({ description }) => description },
  { key: 'When', of: ({ whenInWords }) => whenInWords ?? 'No weekly time' },
  { key: 'Not on', of: ({ times }) => (times?.notOn ?? []).map((day) => dateWords(day, true)).join(', ') },
  { key: 'Extra days', of: ({ times }) => (times?.alsoOn ?? []).map((day) => dateWords(day, true)).join(', ') },
  { key: 'Where', of: ({ placeName, postcodeDistrict }) => `${placeName}, ${postcodeDistrict}` },
  { key: 'Area', of: ({ ward }) => ward?.name ?? '' },
  { key: 'Cost', of: ({ costPence }) => (costPence === 0 ? 'Free' : formatPence(costPence)) },
  { key: 'Phone', of: ({ contactPhone }) => contactPhone ?? '' },
  { key: 'Email', of: ({ contactEmail }) => contactEmail ?? '' },
  { key: 'Getting in and around', of: ({ accessNotes }) => accessNotes ?? '' },
];

/** What is on show beside what the group wants: only what is different. */
function Changes({ listing, change }: { readonly listing: Listing; readonly change: NonNullable<Listing['change']> }) {
  const different = facts.filter(({ of }) => of(listing) !== of(change));
  if (different.length === 0) return <InsetText>Nothing is different. The group sent it again as it was.</InsetText>;
  const nothing = 'Nothing';
  return (
    <ScrollingTable
      label="What changes"
      caption="What changes"
      captionClassName="govuk-table__caption--m"
      head={[{ content: 'What' }, { content: 'On show now' }, { content: 'New' }]}
      firstCellIsHeader
      rows={different.map(({ key, of }) => [
        { content: key },
        { content: of(listing) || nothing },
        { content: <strong>{of(change) || nothing}</strong> },
      ])}
    />
  );
}

export default function CheckListing({ loaderData: { listing }, actionData }: Route.ComponentProps) {
  const { change } = listing;
  const told = change ?? listing;
  const isWanted = listing.kind === 'WANTED';
  return (
    <Page before={<BackLink href="/council/moderation">To check</BackLink>}>
      <FormTitle title="Check a listing" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">{told.title}</h1>
      <p className="oc-lead">{isWanted ? 'Somebody is looking for this' : listing.organisationName}</p>
      {isWanted ? (
        <InsetText>
          Everybody can read this. Does it say who somebody is, where they live, or what they are ill with? Then do not
          put it on show. You are not told who wrote it.
        </InsetText>
      ) : null}
      {change ? (
        <>
          <p className="govuk-body">This listing is on show. It stays as it is until you decide about the change.</p>
          <Changes listing={listing} change={change} />
          <h2 className="govuk-heading-m">All of it, as it would be</h2>
        </>
      ) : null}
      <div className="oc-quote">{told.description}</div>
      <SummaryList
        rows={facts
          .slice(2)
          .map(({ key, of }) => ({ key, value: of(told) }))
          .filter(({ key, value }) => value !== '' && (!isWanted || key === 'Area'))}
      />
      <ModerationForm
        answer={actionData}
        whoReads={isWanted ? 'Whoever wrote it reads this.' : 'The group reads this.'}
        hidden={{ seen: (change ?? listing).savedAt }}
      />
    </Page>
  );
}
