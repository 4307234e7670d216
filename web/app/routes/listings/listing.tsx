import { Form, redirect } from 'react-router';
import { BackLink, Button, NotificationBanner, Page } from '../../components/index.js';
import {
  ListingFormDocument,
  MyListingsDocument,
  type OwnListingFragment,
  SaveListingDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, putRight, valuesOf } from '../../work/refusal.js';
import { ListingTag } from '../../work/state-words.js';
import type { Route } from './+types/listing.js';
import { ListingFields } from './listing-fields.js';
import { emptyListing, listingInput, listingValues } from './listing-form.js';

/** For a new listing (no id in the address) and for one of the group’s own. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, 'COMMUNITY_GROUP');
  const asked = { context, request };
  const [{ supportTypes, wards }, { myListings }] = await Promise.all([
    callGraphql(asked, ListingFormDocument, { councilKey: viewer.councilKey }),
    callGraphql(asked, MyListingsDocument),
  ]);
  const { listingId } = params;
  const listing = listingId === undefined ? null : (myListings.find(({ id }) => id === listingId) ?? notFound());
  return { listing, supportTypes, wards, formKey: newFormKey() };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const values = valuesOf(await request.formData());
  const { input, problems } = listingInput(values, params.listingId ?? null);
  if (input === null) return putRight(problems, values);
  const { saveCommunityListing } = await callGraphql({ context, request }, SaveListingDocument, {
    input: { ...input, idempotencyKey: values['idempotencyKey'] ?? null },
  });
  if (isRefused(saveCommunityListing)) return notDone(saveCommunityListing, values);
  throw redirect('/my-listings?done=sent');
}

function WhyNot({ listing }: { readonly listing: OwnListingFragment }) {
  const { status, change } = listing;
  const reason = change?.refused ? change.reason : status === 'PUBLISHED' ? null : listing.reason;
  const isRefusal = status === 'REJECTED' || status === 'RETIRED' || change?.refused;
  if (!isRefusal) return null;
  return (
    <NotificationBanner>
      <p className="govuk-body">
        {status === 'RETIRED'
          ? 'The council took this down.'
          : change?.refused
            ? 'The council did not put your change on show. Your listing is on show as it was.'
            : 'The council did not put this on show.'}{' '}
        Change it, then send it again.
      </p>
      {reason ? <p className="govuk-body">Why: {reason}</p> : null}
    </NotificationBanner>
  );
}

export default function EditListing({ loaderData, actionData }: Route.ComponentProps) {
  const { listing, supportTypes, wards } = loaderData;
  return (
    <Page before={<BackLink href="/my-listings">My listings</BackLink>}>
      <FormTitle title={listing?.title ?? 'Write a new listing'} hasErrors={actionData !== undefined} />
      <NotDoneSummary
        answer={actionData}
        fieldIds={{ supportTypeSlug: 'supportTypeSlug', costPence: 'cost', durationMinutes: 'endTime' }}
      />
      <h1 className="govuk-heading-xl">{listing === null ? 'Write a new listing' : 'Change a listing'}</h1>
      {listing === null ? null : (
        <p className="govuk-body">
          <ListingTag status={listing.status} change={listing.change} />
        </p>
      )}
      {listing === null ? null : <WhyNot listing={listing} />}
      <p className="govuk-body">
        {listing?.status === 'PUBLISHED'
          ? 'The council checks your change first. Until then people see your listing as it is now.'
          : 'The council checks it before people see it. That may take a few days.'}
      </p>
      <Form method="post">
        <FormKey value={loaderData.formKey} />
        <ListingFields
          values={actionData?.values ?? (listing === null ? emptyListing : listingValues(listing.change ?? listing))}
          answer={actionData}
          supportTypes={supportTypes}
          wards={wards}
        />
        <Button>Send it to be checked</Button>
      </Form>
    </Page>
  );
}
