import { FacetPanel, Select, TextInput } from '../components/index.js';
import type { SearchQuery } from '../generated/graphql.js';
import { distances, isFiltered, noFilters, searchHref, type SearchRequest, sorts } from './search-request.js';

type Facets = SearchQuery['services']['facets'];
type Count = Facets['units'][number];

function choices(any: string, counts: readonly Count[], chosen: string | null): { text: string; value: string }[] {
  const known = counts.map(({ value, label, count }) => ({ value, text: `${label} (${count})` }));
  const missing =
    chosen && !counts.some(({ value }) => value === chosen) ? [{ value: chosen, text: 'Your choice (0)' }] : [];
  return [{ value: '', text: any }, ...known, ...missing];
}

/** Keeps a filter that has been chosen in the list, even where nothing is left of it, so that it can be taken off. */
function withChosen(counts: readonly Count[], chosen: readonly string[], names: ReadonlyMap<string, string>): Count[] {
  const missing = chosen.filter((value) => !counts.some((count) => count.value === value));
  return [...counts, ...missing.map((value) => ({ value, label: names.get(value) ?? 'Your choice', count: 0 }))];
}

function sameNames(values: readonly string[]): ReadonlyMap<string, string> {
  return new Map(values.map((value) => [value, value]));
}

export interface SearchPanelProps {
  readonly search: SearchRequest;
  readonly forPersonId: string | null;
  readonly facets: Facets;
  readonly postcodeNotFound: boolean;
  /** Names of support types by slug. */
  readonly typeNames: ReadonlyMap<string, string>;
}

/** Everything that narrows a search, with counts. Folded on a phone, open beside the results on a wide screen. */
export function SearchPanel({ search, forPersonId, facets, postcodeNotFound, typeNames }: SearchPanelProps) {
  return (
    <details className="oc-filters" id="filters">
      <summary className="oc-filters__summary">Filter and sort</summary>
      <FacetPanel
        clearHref={searchHref({ ...search, ...noFilters }, forPersonId)}
        facets={[
          {
            name: 'kind',
            title: 'Paid or free',
            options: withChosen(facets.kinds, search.kinds, new Map()),
            chosen: search.kinds,
          },
          {
            name: 'type',
            title: 'Kind of support',
            options: withChosen(facets.supportTypes, search.types, typeNames),
            chosen: search.types,
          },
          {
            name: 'ward',
            title: 'Area',
            options: withChosen(facets.wards, search.wards, new Map()),
            chosen: search.wards,
          },
          {
            name: 'language',
            title: 'Languages spoken',
            options: withChosen(facets.languages, search.languages, sameNames(search.languages)),
            chosen: search.languages,
            isFolded: true,
          },
          {
            name: 'access',
            title: 'What you need',
            hint: 'We show what has all that you choose.',
            options: withChosen(facets.accessNeeds, search.access, sameNames(search.access)),
            chosen: search.access,
            isFolded: true,
          },
          {
            name: 'cqc',
            title: 'Care Quality Commission',
            hint: 'It checks care in England.',
            options: withChosen(facets.cqcRatings, search.cqc, sameNames(search.cqc)),
            chosen: search.cqc,
            isFolded: true,
          },
          {
            name: 'accepted',
            title: 'Looked at by a council',
            hint: 'It has seen the insurance, and says yes.',
            options: withChosen(facets.acceptedBy, search.accepted, new Map()),
            chosen: search.accepted,
            isFolded: true,
          },
        ]}
        anyChosen={isFiltered(search)}
      >
        <Select name="sort" label="Show first" value={search.sort} items={sorts} className="oc-filters__field" />
        <TextInput
          name="postcode"
          label="Near this postcode"
          hint="The first part is enough"
          value={search.postcode}
          autoComplete="postal-code"
          className="govuk-input--width-10"
          error={postcodeNotFound ? 'We do not know this postcode. Check it, or leave it empty' : undefined}
        />
        <Select
          name="within"
          label="How far away"
          value={search.within === null ? '' : String(search.within)}
          className="oc-filters__field"
          items={[
            { value: '', text: 'Any distance' },
            ...distances.map((miles) => ({
              value: String(miles),
              text: miles === 1 ? 'Up to one mile' : `Up to ${miles} miles`,
            })),
          ]}
        />
        <Select
          name="price"
          label="Price to you"
          value={search.price}
          className="oc-filters__field"
          items={choices('Any price', facets.priceBands, search.price)}
        />
        <Select
          name="unit"
          label="How it is sold"
          value={search.unit ?? ''}
          className="oc-filters__field"
          items={choices('Any way', facets.units, search.unit)}
        />
        <Select
          name="worker"
          label="Who comes"
          value={search.worker ?? ''}
          className="oc-filters__field"
          items={choices('Anybody', facets.workers, search.worker)}
        />
        <Select
          name="start"
          label="When it can start"
          value={search.start ?? ''}
          className="oc-filters__field"
          items={choices('Any time', facets.starts, search.start)}
        />
        <Select
          name="rating"
          label="What people say"
          hint="Of who offers it, out of 5"
          value={search.rating === null ? '' : String(search.rating)}
          className="oc-filters__field"
          items={choices('Any rating', facets.ratings, search.rating === null ? null : String(search.rating))}
        />
      </FacetPanel>
    </details>
  );
}
