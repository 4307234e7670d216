import {
  Anchor,
  BackLink,
  Button,
  EmptyState,
  InsetText,
  Page,
  pageTitle,
  Select,
  SupportTypePicture,
  TextInput,
} from '../../components/index.js';
import { distanceWords } from '../../components/result-card.js';
import { dateWords, timeRangeWords } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
import { CommunityWeekDocument, type CommunityWeekQuery } from '../../generated/graphql.js';
import { callGraphql, storefront } from '../../graphql/call.js';
import type { Route } from './+types/this-week.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('This week near me', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const { viewer, councilKey } = storefront(context);
  const asked = new URL(request.url).searchParams;
  const key = viewer?.councilKey ?? councilKey;
  const [postcode, wardId] = [asked.get('postcode')?.trim() ?? '', asked.get('ward') ?? ''];
  const { communityWeek, wards } = await callGraphql({ context, request }, CommunityWeekDocument, {
    input: { councilKey: key, postcode: postcode || null, wardId: wardId || null },
    councilKey: key,
  });
  return { week: communityWeek, wards, postcode, wardId };
}

type Event = CommunityWeekQuery['communityWeek']['days'][number]['events'][number];

function EventOfDay({ event }: { readonly event: Event }) {
  const { listing, startsAt, endsAt, distanceMiles } = event;
  const where = [listing.placeName, distanceMiles === null ? listing.ward?.name : distanceWords(distanceMiles)];
  return (
    <li className="oc-event oc-event--with-picture">
      <SupportTypePicture supportType={listing.supportTypeSlug} />
      <div>
        <p className="oc-event__day">{timeRangeWords(startsAt, endsAt)}</p>
        <h3 className="govuk-heading-s oc-event__title">
          <Anchor className="govuk-link" href={`/community/${listing.id}`}>
            {listing.title}
          </Anchor>
        </h3>
        {where.map((words) =>
          words ? (
            <p className="oc-event__words" key={words}>
              {words}
            </p>
          ) : null,
        )}
        <p className="oc-event__words">
          <strong className={listing.costPence === 0 ? 'oc-price__sum--free' : 'oc-money'}>
            {listing.costPence === 0 ? 'Free' : formatPence(listing.costPence)}
          </strong>
          {listing.stale ? '. Nobody has checked this for a while.' : null}
        </p>
      </div>
    </li>
  );
}

export default function ThisWeek({ loaderData: { week, wards, postcode, wardId } }: Route.ComponentProps) {
  const days = week.days.filter(({ events }) => events.length > 0);
  return (
    <Page width="wide" before={<BackLink href="/search?kind=COMMUNITY">Free and local groups</BackLink>}>
      <h1 className="govuk-heading-xl">This week near me</h1>
      <p className="oc-lead">Groups and events in the next seven days. You do not need to sign in or order.</p>
      <form className="oc-form-row" method="get" action="/community/this-week">
        <TextInput
          name="postcode"
          label="Near this postcode"
          hint="Such as MB3, or all of it"
          value={postcode}
          className="govuk-input--width-10"
          autoComplete="postal-code"
        />
        <Select
          name="ward"
          label="In this area"
          hint="You can leave it"
          value={wardId}
          items={[{ value: '', text: 'Every area' }, ...wards.map(({ id, name }) => ({ value: id, text: name }))]}
        />
        <Button variant="secondary">Show the week</Button>
      </form>
      {week.postcodeNotFound ? (
        <InsetText>We do not know the postcode “{postcode}”. We show every place.</InsetText>
      ) : null}
      {days.length === 0 ? (
        <EmptyState icon="calendar-days" title="Nothing is planned here in the next seven days" headingLevel={2}>
          <p className="govuk-body">
            <Anchor className="govuk-link" href="/community/this-week">
              Look in every area
            </Anchor>
          </p>
        </EmptyState>
      ) : (
        <>
          <nav aria-label="Days of this week">
            <ul className="oc-quick-links">
              {days.map(({ date }) => (
                <li key={date}>
                  <a className="govuk-link" href={`#day-${date}`}>
                    {dateWords(date)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          {days.map(({ date, events }) => (
            <section key={date} aria-labelledby={`day-${date}`}>
              <h2 className="govuk-heading-l" id={`day-${date}`}>
                {dateWords(date)}
              </h2>
              <ul className="oc-events oc-events--wide">
                {events.map((event) => (
                  <EventOfDay key={`${event.listing.id}${event.startsAt}`} event={event} />
                ))}
              </ul>
            </section>
          ))}
        </>
      )}
    </Page>
  );
}
