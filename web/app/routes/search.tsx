import { useEffect, useRef } from 'react';
import { Form, useLocation } from 'react-router';
import { Anchor, Button, InsetText, Page, pageTitle, Pagination } from '../components/index.js';
import { ListingCard, ServiceCard } from '../finding/cards.js';
import { KeepForm, KeepResult } from '../finding/keep-result.js';
import { readKept } from '../finding/kept-list.js';
import { NothingFound } from '../finding/nothing-found.js';
import { resultAnchor, ResultMap } from '../finding/result-map.js';
import { SearchChips } from '../finding/search-chips.js';
import { SearchPanel } from '../finding/search-panel.js';
import { readSearch, searchHref, searchInput } from '../finding/search-request.js';
import { countWords, sentenceStart } from '../format/counts.js';
import { SearchDocument } from '../generated/graphql.js';
import { callGraphql } from '../graphql/call.js';
import { actedForOf, keepFor, searchedCouncil } from '../journey/acting-for.js';
import type { Route } from './+types/search.js';

const pageSize = 20;
/** The price band of what costs nothing. */
const FREE = '0-0';

export function meta({ matches, loaderData }: Route.MetaArgs) {
  const { words } = loaderData.search;
  return pageTitle(words === '' ? 'Find support' : `Support for “${words}”`, matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await actedForOf({ context, request });
  const forPersonId = subject?.personId ?? null;
  const search = readSearch(new URL(request.url).searchParams);
  const found = await callGraphql({ context, request }, SearchDocument, {
    search: searchInput(search, await searchedCouncil({ context, request }, subject), forPersonId),
    first: pageSize,
    after: search.after,
    forPersonId,
    map: search.view === 'map',
  });
  const kept = await readKept(request);
  return { ...found, search, kept, subject, actingFor: subject?.actingFor ?? null };
}

type Found = Route.ComponentProps['loaderData'];

function countSentence({ services, search }: Found): string {
  const results = sentenceStart(countWords(services.totalCount, 'result'));
  return search.words === '' ? results : `${results} for “${search.words}”`;
}

function Notes({ services, search }: Found) {
  return (
    <>
      {services.searchedFor !== null && services.totalCount > 0 ? (
        <p className="govuk-body">
          We searched for <strong>{services.searchedFor}</strong>.
        </p>
      ) : null}
      {services.postcodeNotFound ? (
        <InsetText>
          We do not know the postcode “{search.postcode}”, so we cannot say how far away things are. Check it, or leave
          it empty.
        </InsetText>
      ) : null}
    </>
  );
}

function More({ services, search, subject }: Found) {
  const forPersonId = subject?.personId ?? null;
  const { hasNextPage, endCursor } = services.pageInfo;
  if (!hasNextPage && !search.after) return null;
  return (
    <Pagination
      landmarkLabel="More results"
      previous={search.after ? { href: searchHref(search, forPersonId), text: 'First results' } : undefined}
      next={
        hasNextPage ? { href: searchHref(search, forPersonId, { after: endCursor }), text: 'More results' } : undefined
      }
    />
  );
}

/** The cards of a page; beside a map they carry its numbers. */
function Cards({ services, search, subject, supportTypes, kept }: Found) {
  const groups = new Map(supportTypes.map(({ slug, group }) => [slug, group]));
  const isMap = search.view === 'map';
  return services.edges.map(({ node, distanceMiles }, index) => (
    <div key={node.id} id={resultAnchor(node.id)} className="oc-found" tabIndex={-1}>
      {node.__typename === 'Service' ? (
        <ServiceCard
          service={node}
          href={keepFor(`/services/${node.id}`, subject)}
          caption={node.provider.name}
          captionHref={keepFor(`/providers/${node.provider.id}`, subject)}
          distanceMiles={distanceMiles}
          number={isMap ? index + 1 : undefined}
          action={<KeepResult id={node.id} name={node.name} isKept={kept.includes(node.id)} />}
        />
      ) : (
        <ListingCard
          listing={node}
          groups={groups}
          distanceMiles={distanceMiles}
          number={isMap ? index + 1 : undefined}
        />
      )}
    </div>
  ));
}

function Results(found: Found) {
  const { services, search, subject } = found;
  if (services.edges.length === 0) return <NothingFound search={search} forPersonId={subject?.personId ?? null} />;
  if (search.view === 'list')
    return (
      <>
        <Cards {...found} />
        <More {...found} />
      </>
    );
  return (
    <div className="oc-map-and-list">
      <ResultMap
        results={services.edges.map(({ node, place }) => ({
          id: node.id,
          name: node.__typename === 'Service' ? node.name : node.title,
          place: place ?? null,
        }))}
        districts={services.districts ?? []}
      />
      <div>
        <Cards {...found} />
        <More {...found} />
      </div>
    </div>
  );
}

/** Between list and map, to what is free, and to what has been kept. */
function Ways({ services, search, subject, kept }: Found) {
  const forPersonId = subject?.personId ?? null;
  const { after } = search;
  const free = services.facets.priceBands.find(({ value }) => value === FREE)?.count ?? 0;
  if (services.edges.length === 0 && kept.length === 0) return null;
  return (
    <ul className="govuk-list oc-ways">
      {services.edges.length > 0 ? (
        <li>
          <Anchor
            className="govuk-link"
            href={searchHref(search, forPersonId, { after, view: search.view === 'map' ? 'list' : 'map' })}
          >
            {search.view === 'map' ? 'Show the list alone' : 'Show on a map'}
          </Anchor>
        </li>
      ) : null}
      {free > 0 && search.price !== FREE ? (
        <li>
          <Anchor className="govuk-link" href={searchHref(search, forPersonId, { price: FREE })}>
            Only what is free ({free})
          </Anchor>
        </li>
      ) : null}
      {kept.length > 0 ? (
        <li>
          <Anchor className="govuk-link" href={keepFor('/my-list', subject)}>
            My list ({kept.length})
          </Anchor>
        </li>
      ) : null}
    </ul>
  );
}

/** After a change of filters without a reload, the focus goes to the count, so that it is read out. */
function useFocusOnChange(): React.RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const { search } = useLocation();
  const shown = useRef(search);
  useEffect(() => {
    if (shown.current !== search) heading.current?.focus();
    shown.current = search;
  }, [search]);
  return heading;
}

export default function Search({ loaderData }: Route.ComponentProps) {
  const { services, search, subject, supportTypes } = loaderData;
  const typeNames = new Map(supportTypes.map(({ slug, name }) => [slug, name]));
  const location = useLocation();
  const heading = useFocusOnChange();
  return (
    <Page width="wide">
      <Form key={location.search} action="/search" method="get" role="search">
        {subject ? <input type="hidden" name="for" value={subject.personId} /> : null}
        {search.view === 'map' ? <input type="hidden" name="view" value="map" /> : null}
        <h1 className="govuk-heading-xl oc-search__question">
          <label htmlFor="words">{subject ? `What would help ${subject.name}?` : 'What would help you?'}</label>
        </h1>
        <div className="oc-search__row oc-search__row--page">
          <input
            className="govuk-input oc-search__box"
            id="words"
            name="words"
            type="search"
            defaultValue={search.words}
            autoComplete="off"
          />
          <Button className="oc-search__button">Find support</Button>
        </div>
        <div className={search.view === 'map' ? 'oc-results oc-results--map' : 'oc-results'}>
          <SearchPanel
            search={search}
            forPersonId={subject?.personId ?? null}
            facets={services.facets}
            postcodeNotFound={services.postcodeNotFound}
            typeNames={typeNames}
          />
          <section className="oc-results__list" aria-labelledby="results-title">
            <h2 className="govuk-heading-m" id="results-title" tabIndex={-1} ref={heading}>
              {countSentence(loaderData)}
            </h2>
            <SearchChips
              search={search}
              forPersonId={subject?.personId ?? null}
              facets={services.facets}
              typeNames={typeNames}
            />
            <Ways {...loaderData} />
            <Notes {...loaderData} />
            <Results {...loaderData} />
          </section>
        </div>
      </Form>
      <KeepForm back={searchHref(search, subject?.personId ?? null, { after: search.after })} subject={subject} />
    </Page>
  );
}
