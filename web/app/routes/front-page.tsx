import { Anchor, Button, ButtonLink, EmptyState, PictureTile, PictureTiles, pageTitle } from '../components/index.js';
import { dateWords } from '../format/dates.js';
import { formatPence } from '../format/money.js';
import { FrontPageDocument, type FrontPageQuery } from '../generated/graphql.js';
import { callGraphql, storefront } from '../graphql/call.js';
import { navigationFor } from '../navigation.js';
import type { Route } from './+types/front-page.js';

const kinds = [
  { supportType: 'personal-care', group: 'at-home', text: 'Washing and dressing' },
  { supportType: 'help-at-home', group: 'at-home', text: 'Help at home' },
  { supportType: 'getting-out-and-about', group: 'out-and-about', text: 'Getting out and about' },
  { supportType: 'befriending', group: 'out-and-about', text: 'Company' },
  { supportType: 'day-opportunities', group: 'out-and-about', text: 'Things to do in the day' },
  { supportType: 'short-breaks', group: 'breaks', text: 'A break for carers' },
  { supportType: 'learning', group: 'learning-and-work', text: 'Learning something new' },
  { supportType: 'equipment', group: 'things-and-home', text: 'Equipment' },
] as const;

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Find support that suits you', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const { viewer, councilKey } = storefront(context);
  const found = await callGraphql({ context, request }, FrontPageDocument, {
    councilKey: viewer?.councilKey ?? councilKey,
  });
  return { ...found, viewer };
}

function Question() {
  return (
    <section className="oc-hero">
      <div className="govuk-width-container">
        <form className="oc-search" action="/search" method="get" role="search">
          <h1 className="govuk-heading-xl oc-search__question">
            <label htmlFor="words">What would help you?</label>
          </h1>
          <p className="oc-search__hint" id="words-hint">
            Say it in your own words, like “someone to cook with” or “lift to the shops”.
          </p>
          <div className="oc-search__row">
            <input
              className="govuk-input oc-search__box"
              id="words"
              name="words"
              type="search"
              aria-describedby="words-hint"
              autoComplete="off"
            />
            <Button className="oc-search__button">Find support</Button>
          </div>
        </form>
      </div>
    </section>
  );
}

type Event = FrontPageQuery['eventsThisWeek'][number];

function EventThisWeek({ event }: { readonly event: Event }) {
  const [next] = event.nextDates;
  return (
    <li className="oc-event">
      <p className="oc-event__day">{next ? dateWords(next) : (event.whenInWords ?? '')}</p>
      <h3 className="govuk-heading-s oc-event__title">
        <Anchor className="govuk-link" href={`/community/${event.id}`}>
          {event.title}
        </Anchor>
      </h3>
      <p className="oc-event__words">
        {event.placeName}. {event.whenInWords}
      </p>
      <p className="oc-event__words">
        <strong className={event.costPence === 0 ? 'oc-price__sum--free' : 'oc-money'}>
          {event.costPence === 0 ? 'Free' : formatPence(event.costPence)}
        </strong>
      </p>
    </li>
  );
}

function Events({ events }: { readonly events: readonly Event[] }) {
  return (
    <section aria-labelledby="events-title">
      <h2 className="govuk-heading-l" id="events-title">
        Near you this week
      </h2>
      {events.length === 0 ? (
        <EmptyState icon="calendar-days" title="Nothing is planned in the next seven days" headingLevel={3}>
          <p className="govuk-body">
            <Anchor className="govuk-link" href="/search?kind=COMMUNITY">
              See all free and local groups
            </Anchor>
          </p>
        </EmptyState>
      ) : (
        <>
          <ul className="oc-events">
            {events.map((event) => (
              <EventThisWeek key={event.id} event={event} />
            ))}
          </ul>
          <p className="govuk-body">
            <Anchor className="govuk-link" href="/community/this-week">
              See the whole week, day by day
            </Anchor>
          </p>
          <p className="govuk-body">
            <Anchor className="govuk-link" href="/search?kind=COMMUNITY">
              See all free and local groups
            </Anchor>
          </p>
        </>
      )}
    </section>
  );
}

type DemoPerson = FrontPageQuery['demoPeople'][number];

/** One press signs in as somebody made up. Only the demo lists anybody. */
function TryItAs({ people }: { readonly people: readonly DemoPerson[] }) {
  return (
    <section className="oc-try" aria-labelledby="try-title">
      <h2 className="govuk-heading-l" id="try-title">
        Try it as …
      </h2>
      <p className="govuk-body">
        This is a demonstration. Everybody here is made up. Choose a person and you are signed in as them.
      </p>
      <ul className="oc-try__list">
        {people.map((person) => (
          <li className="oc-try__person" key={person.email}>
            <form method="post" action="/sign-in">
              <input type="hidden" name="email" value={person.email} />
              <input type="hidden" name="password" value="demo" />
              <h3 className="govuk-heading-s oc-try__name">{person.name}</h3>
              <p className="oc-try__role">
                {person.roleLabel}
                {person.councilName ? `, ${person.councilName}` : null}
              </p>
              <p className="oc-try__words">{person.whatYouCanTry}</p>
              <Button variant="secondary" className="oc-try__button">
                Try it as {person.name}
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

function SignIn({ viewer }: { readonly viewer: Route.ComponentProps['loaderData']['viewer'] }) {
  if (viewer) {
    const [, ...own] = navigationFor(viewer);
    return (
      <section aria-labelledby="yours-title">
        <h2 className="govuk-heading-l" id="yours-title">
          Hello, {viewer.displayName}
        </h2>
        <ul className="oc-quick-links">
          {own.map((item) => (
            <li key={item.href}>
              <ButtonLink href={item.href} variant="secondary">
                {item.text}
              </ButtonLink>
            </li>
          ))}
        </ul>
      </section>
    );
  }
  return (
    <section className="oc-sign-in-offer" aria-labelledby="sign-in-title">
      <h2 className="govuk-heading-m" id="sign-in-title">
        Have a budget from your council?
      </h2>
      <p className="govuk-body">
        Sign in to see your prices, what you have left, and your visits this week. You can look around without signing
        in.
      </p>
      <ButtonLink href="/sign-in">Sign in</ButtonLink>
    </section>
  );
}

export default function FrontPage({ loaderData }: Route.ComponentProps) {
  const { demoPeople, eventsThisWeek, viewer } = loaderData;
  return (
    <>
      <Question />
      <div className="govuk-width-container">
        <div className="govuk-main-wrapper">
          {viewer ? <SignIn viewer={viewer} /> : null}
          <h2 className="govuk-heading-l">Or start with a picture</h2>
          <PictureTiles>
            {kinds.map((kind) => (
              <PictureTile
                key={kind.supportType}
                href={`/search?type=${kind.supportType}`}
                supportType={kind.supportType}
                group={kind.group}
                text={kind.text}
              />
            ))}
          </PictureTiles>
          <p className="govuk-body">
            <Anchor className="govuk-link" href="/search">
              See every kind of support
            </Anchor>
          </p>
          <p className="govuk-body">
            <Anchor className="govuk-link" href="/what-else">
              What else could I get? See what an amount a week would buy
            </Anchor>
          </p>
          <Events events={eventsThisWeek} />
          {viewer ? null : <SignIn viewer={null} />}
          {demoPeople.length > 0 ? <TryItAs people={demoPeople} /> : null}
        </div>
      </div>
    </>
  );
}
