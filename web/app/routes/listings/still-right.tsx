import { Form, redirect } from 'react-router';
import { BackLink, Button, ButtonLink, DateText, Page, SummaryList } from '../../components/index.js';
import { ConfirmListingDocument, MyListingsDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { requireRole } from '../../work/access.js';
import { NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone } from '../../work/refusal.js';
import type { Route } from './+types/still-right.js';

/** Where a reminder leads: one press, and it is done. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'COMMUNITY_GROUP');
  const { myListings } = await callGraphql({ context, request }, MyListingsDocument);
  return { listing: myListings.find(({ id }) => id === params.listingId) ?? notFound() };
}

export async function action({ context, params: { listingId }, request }: Route.ActionArgs) {
  requireRole({ context, request }, 'COMMUNITY_GROUP');
  const { confirmListing } = await callGraphql({ context, request }, ConfirmListingDocument, { id: listingId });
  if (isRefused(confirmListing)) return notDone(confirmListing);
  throw redirect('/my-listings?done=right');
}

export default function StillRight({ loaderData: { listing }, actionData }: Route.ComponentProps) {
  return (
    <Page before={<BackLink href="/my-listings">My listings</BackLink>}>
      <FormTitle title="Is this still right?" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">Is this still right?</h1>
      <p className="oc-lead">{listing.title}</p>
      <div className="oc-quote">{listing.description}</div>
      <SummaryList
        rows={[
          { key: 'When', value: listing.whenInWords ?? 'No weekly time' },
          { key: 'Where', value: [listing.placeName, listing.ward?.name].filter(Boolean).join(', ') },
          ...(listing.contactPhone === null ? [] : [{ key: 'Phone', value: listing.contactPhone }]),
          ...(listing.contactEmail === null ? [] : [{ key: 'Email', value: listing.contactEmail }]),
          { key: 'Last checked', value: <DateText date={listing.lastCheckedOn} withYear /> },
        ]}
      />
      <Form method="post">
        <Button>Yes, it is still right</Button>
      </Form>
      <ButtonLink href={`/my-listings/${listing.id}`} variant="secondary">
        No, I want to change it
      </ButtonLink>
    </Page>
  );
}
