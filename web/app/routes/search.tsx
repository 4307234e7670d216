import { useEffect, useRef } from 'react';
import { Form, useLocation } from 'react-router';
import { Anchor, Button, InsetText, Page, pageTitle, Pagination } from '../components/index.js';
import { ListingCard, ServiceCard } from '../finding/cards.js';
import { readKept } from '../finding/kept-list.js';
import { NothingFound } from '../finding/nothing-found.js';
import { SearchPanel } from '../finding/search-panel.js';
import { readSearch, searchHref, searchInput } from '../finding/search-request.js';
import { countWords, sentenceStart } from '../format/counts.js';
import { SearchDocument } from '../generated/graphql.js';
import { callGraphql } from '../graphql/call.js';
import { actedForOf, keepFor, searchedCouncil } from '../journey/acting-for.js';
import type { Route } from './+types/search.js';

const pageSize = 20;

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
  });
  const kept = (await readKept(request)).length;
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

function Results({ services, search, subject, supportTypes }: Found) {
  const forPersonId = subject?.personId ?? null;
  const groups = new Map(supportTypes.map(({ slug, group }) => [slug, group]));
  if (services.edges.length === 0) return <NothingFound search={search} forPersonId={forPersonId} />;
  const { hasNextPage, endCursor } = services.pageInfo;
  return (
    <>
      {services.edges.map(({ node, distanceMiles }) =>
        node.__typename === 'Service' ? (
          <ServiceCard
            key={node.id}
            service={node}
            href={keepFor(`/services/${node.id}`, subject)}
            caption={node.provider.name}
            captionHref={keepFor(`/providers/${node.provider.id}`, subject)}
            distanceMiles={distanceMiles}
          />
        ) : (
          <ListingCard key={node.id} listing={node} groups={groups} distanceMiles={distanceMiles} />
        ),
      )}
      {hasNextPage || search.after ? (
        <Pagination
          landmarkLabel="More results"
          previous={search.after ? { href: searchHref(search, forPersonId), text: 'First results' } : undefined}
          next={
            hasNextPage
              ? { href: searchHref(search, forPersonId, { after: endCursor }), text: 'More results' }
              : undefined
          }
        />
      ) : null}
    </>
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
  const { services, search, subject, supportTypes, kept } = loaderData;
  const location = useLocation();
  const heading = useFocusOnChange();
  return (
    <Page width="wide">
      <Form key={location.search} action="/search" method="get" role="search">
        {subject ? <input type="hidden" name="for" value={subject.personId} /> : null}
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
        <div className="oc-results">
          <SearchPanel
            search={search}
            forPersonId={subject?.personId ?? null}
            facets={services.facets}
            postcodeNotFound={services.postcodeNotFound}
            typeNames={new Map(supportTypes.map(({ slug, name }) => [slug, name]))}
          />
          <section className="oc-results__list" aria-labelledby="results-title">
            <h2 className="govuk-heading-m" id="results-title" tabIndex={-1} ref={heading}>
              {countSentence(loaderData)}
            </h2>
            {kept > 0 ? (
              <p className="govuk-body">
                <Anchor className="govuk-link" href={keepFor('/my-list', subject)}>
                  My list ({kept})
                </Anchor>
              </p>
            ) : null}
            <Notes {...loaderData} />
            <Results {...loaderData} />
          </section>
        </div>
      </Form>
    </Page>
  );
}
