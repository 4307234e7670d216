import {
  Anchor,
  BackLink,
  DateText,
  InsetText,
  Page,
  pageTitle,
  PhoneCall,
  PriceTag,
  SummaryList,
  SupportTypePicture,
} from '../components/index.js';
import { canonicalOf, listingData, publicPage } from '../finding/structured-data.js';
import { dateWords, timeWords } from '../format/dates.js';
import { CommunityPageDocument } from '../generated/graphql.js';
import { mayAnswerWanted, WantedListing } from '../finding/wanted-listing.js';
import { callGraphql, notFound, storefront } from '../graphql/call.js';
import type { Route } from './+types/community-listing.js';

export function meta({ matches, loaderData }: Route.MetaArgs) {
  const { listing, url } = loaderData;
  return [
    ...pageTitle(listing.title, matches),
    ...publicPage(url, listing.description, listing.kind === 'WANTED' ? null : listingData(listing, url)),
  ];
}

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { communityListing, supportTypes } = await callGraphql({ context, request }, CommunityPageDocument, {
    id: params.listingId,
  });
  if (!communityListing) notFound();
  const supportType = supportTypes.find(({ slug }) => slug === communityListing.supportTypeSlug);
  const { viewer } = storefront(context);
  const mayAnswer = (viewer?.roles ?? []).some((role) => mayAnswerWanted.includes(role));
  return {
    listing: communityListing,
    supportType,
    url: canonicalOf(request),
    mayAnswer,
    isSignedIn: viewer !== null,
  };
}

const MOST_CANCELLED = 6;

type Listing = Route.ComponentProps['loaderData']['listing'];

function NextDates({ listing }: { readonly listing: Listing }) {
  if (listing.nextDates.length === 0) {
    const isOver = listing.whenInWords !== null && listing.times?.weekday === null;
    return <>{isOver ? `${listing.whenInWords}. That is over.` : (listing.whenInWords ?? 'Ask them when')}</>;
  }
  return (
    <>
      {listing.whenInWords ? <p className="oc-facts__line">{listing.whenInWords}</p> : null}
      <ul className="govuk-list oc-facts__list">
        {listing.nextDates.slice(0, 4).map((date) => (
          <li key={date}>
            {dateWords(date)}, {timeWords(date)}
          </li>
        ))}
      </ul>
      {listing.cancelledDates.length > 0 ? (
        <p className="oc-facts__line">
          <strong>
            Not on{' '}
            {listing.cancelledDates
              .slice(0, MOST_CANCELLED)
              .map((day) => dateWords(day, true))
              .join(', ')}
          </strong>
        </p>
      ) : null}
      <p className="oc-facts__line">
        <a className="govuk-link" href={`/community/${listing.id}/calendar.ics`} download>
          Add to my calendar
        </a>
      </p>
    </>
  );
}

function facts(listing: Listing) {
  return [
    { key: 'When', value: <NextDates listing={listing} /> },
    {
      key: 'Where',
      value: [listing.placeName, listing.ward?.name, listing.postcodeDistrict].filter(Boolean).join(', '),
    },
    {
      key: 'What it costs',
      value: <PriceTag pence={listing.costPence} unit="SESSION" kind="PUBLIC" />,
    },
    ...(listing.accessNotes ? [{ key: 'Getting in', value: listing.accessNotes }] : []),
    { key: 'Last checked', value: <DateText date={listing.lastCheckedOn} withYear /> },
  ];
}

export default function CommunityListing({ loaderData }: Route.ComponentProps) {
  const { listing, supportType } = loaderData;
  if (listing.kind === 'WANTED') return <WantedListing {...loaderData} />;
  return (
    <Page before={<BackLink href="/search?kind=COMMUNITY">Free and local groups</BackLink>}>
      <div className="oc-service__top">
        <SupportTypePicture supportType={listing.supportTypeSlug} group={supportType?.group} size="large" />
        <div>
          <p className="oc-service__kind oc-service__kind--community">In your community</p>
          <h1 className="govuk-heading-xl oc-service__name">{listing.title}</h1>
          <p className="govuk-body oc-service__provider">with {listing.organisationName}</p>
        </div>
      </div>
      {listing.stale ? <InsetText>Nobody has checked this for a while. Ring before you go.</InsetText> : null}
      {listing.description.split('\n').map((paragraph) => (
        <p className="govuk-body" key={paragraph}>
          {paragraph}
        </p>
      ))}
      <SummaryList rows={facts(listing)} />
      <p className="govuk-body">You do not need to order this. Just go along, or get in touch first.</p>
      {listing.contactPhone ? (
        <PhoneCall title={listing.organisationName} phone={listing.contactPhone}>
          {listing.contactEmail ? (
            <>
              Or write to{' '}
              <a className="govuk-link" href={`mailto:${listing.contactEmail}`}>
                {listing.contactEmail}
              </a>
            </>
          ) : (
            'They are glad when new people come.'
          )}
        </PhoneCall>
      ) : listing.contactEmail ? (
        <p className="govuk-body">
          Write to{' '}
          <a className="govuk-link" href={`mailto:${listing.contactEmail}`}>
            {listing.contactEmail}
          </a>
        </p>
      ) : null}
      <p className="govuk-body">
        <Anchor className="govuk-link" href={`/community/${listing.id}/wrong`}>
          Something here is wrong or out of date
        </Anchor>
      </p>
    </Page>
  );
}
