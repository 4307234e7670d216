import { Form } from 'react-router';
import { Button, ButtonLink, DateText, EmptyState, MoneyText, Page, pageTitle } from '../../components/index.js';
import { MyListingsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole, todayOf } from '../../work/access.js';
import { DoneBanner } from '../../work/form-parts.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import { ListingTag } from '../../work/state-words.js';
import type { Route } from './+types/my-listings.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('My listings', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, 'COMMUNITY_GROUP');
  const { myListings } = await callGraphql({ context, request }, MyListingsDocument);
  return { listings: myListings, organisationName: viewer.organisationName, today: todayOf(context) };
}

export default function MyListings({ loaderData: { listings, organisationName, today } }: Route.ComponentProps) {
  return (
    <Page width="wide">
      <DoneBanner
        words={{
          sent: 'We have sent your listing to the council to be checked. People can see it after that.',
          right: 'Thank you. Your listing shows that you checked it today.',
        }}
      />
      <h1 className="govuk-heading-xl">My listings</h1>
      <p className="oc-lead">
        What {organisationName ?? 'your group'} offers. It is free to be here. The council checks each listing before
        people see it.
      </p>
      <ButtonLink href="/my-listings/new">Write a new listing</ButtonLink>
      {listings.length === 0 ? (
        <EmptyState icon="store" title="No listings yet">
          <p className="govuk-body">Write your first one. It takes about five minutes.</p>
        </EmptyState>
      ) : (
        <WorkList label="My listings">
          {listings.map((listing) => (
            <WorkItem
              key={listing.id}
              headingLevel={2}
              title={listing.title}
              href={`/my-listings/${listing.id}`}
              facts={[
                listing.whenInWords ?? 'No weekly time',
                <>
                  {listing.placeName}, {listing.costPence === 0 ? 'free' : <MoneyText pence={listing.costPence} />}
                </>,
                <>
                  Last checked on <DateText date={listing.lastCheckedOn} withYear />
                  {listing.stale ? (
                    <strong>. That is long ago, so it stands below others. Is it still right?</strong>
                  ) : null}
                </>,
              ]}
              aside={<ListingTag status={listing.status} change={listing.change} />}
            >
              {listing.status === 'PUBLISHED' && listing.lastCheckedOn < today ? (
                <Form className="oc-form-below" method="post" action={`/my-listings/${listing.id}/still-right`}>
                  <Button variant="secondary">“{listing.title}” is still right</Button>
                </Form>
              ) : null}
            </WorkItem>
          ))}
        </WorkList>
      )}
    </Page>
  );
}
