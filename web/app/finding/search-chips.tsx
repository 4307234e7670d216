import { Anchor } from '../components/index.js';
import type { SearchQuery } from '../generated/graphql.js';
import { searchHref, type SearchRequest } from './search-request.js';

type Facets = SearchQuery['services']['facets'];

interface Chip {
  readonly text: string;
  /** The search without it. */
  readonly change: Partial<SearchRequest>;
}

/** Where a count says nothing of it any more, in words that are right for anything. */
const unknown = 'Your choice';

function labelIn(counts: readonly { readonly value: string; readonly label: string }[], value: string): string | null {
  return counts.find((count) => count.value === value)?.label ?? null;
}

type ListName = 'kinds' | 'types' | 'wards' | 'languages' | 'access' | 'cqc' | 'accepted';

function chipsOf(search: SearchRequest, facets: Facets, typeNames: ReadonlyMap<string, string>): Chip[] {
  const each = (name: ListName, textOf: (value: string) => string): Chip[] =>
    search[name].map((value) => ({
      text: textOf(value),
      change: { [name]: search[name].filter((other) => other !== value) },
    }));
  const one = (change: Partial<SearchRequest>, text: string | null): Chip[] =>
    text === null ? [] : [{ text, change }];
  const { price, unit, within, postcode, worker, start, rating } = search;
  return [
    ...each(
      'kinds',
      (kind) => labelIn(facets.kinds, kind) ?? (kind === 'PAID' ? 'Paid support' : 'Free and local groups'),
    ),
    ...each('types', (type) => typeNames.get(type) ?? unknown),
    ...each('wards', (ward) => labelIn(facets.wards, ward) ?? 'Your area'),
    ...one(
      { within: null },
      within === null || postcode === ''
        ? null
        : `Up to ${within === 1 ? 'one mile' : `${within} miles`} from ${postcode}`,
    ),
    ...one(
      { price: '' },
      price === '' ? null : (labelIn(facets.priceBands, price) ?? (price === '0-0' ? 'Free' : 'Your price')),
    ),
    ...one({ unit: null }, unit === null ? null : (labelIn(facets.units, unit) ?? unknown)),
    ...each('languages', (language) => language),
    ...one(
      { worker: null },
      worker === null ? null : worker === 'women-available' ? 'A woman can come' : 'A man can come',
    ),
    ...each('access', (need) => labelIn(facets.accessNeeds, need) ?? need),
    ...one(
      { start: null },
      start === null
        ? null
        : { NOW: 'Has room now', TWO_WEEKS: 'Can start within 2 weeks', FOUR_WEEKS: 'Can start within 4 weeks' }[start],
    ),
    ...one({ rating: null }, rating === null ? null : `Provider rated ${rating} or more`),
    ...each('cqc', (cqc) => `Care Quality Commission: ${cqc}`),
    ...each('accepted', (council) => {
      const name = labelIn(facets.acceptedBy, council);
      return name === null ? 'Looked at by a council' : `Looked at by ${name}`;
    }),
  ];
}

export interface SearchChipsProps {
  readonly search: SearchRequest;
  readonly forPersonId: string | null;
  readonly facets: Facets;
  readonly typeNames: ReadonlyMap<string, string>;
}

/** What has been chosen, each with a way to take it off. Links, so that they work without script. */
export function SearchChips({ search, forPersonId, facets, typeNames }: SearchChipsProps) {
  const chips = chipsOf(search, facets, typeNames);
  if (chips.length === 0) return null;
  return (
    <div className="oc-chips">
      <h3 className="govuk-body-s oc-chips__title" id="chips-title">
        You chose
      </h3>
      <ul className="oc-chips__list" aria-labelledby="chips-title">
        {chips.map(({ text, change }) => (
          <li key={text}>
            <Anchor className="oc-chip" href={searchHref(search, forPersonId, change)}>
              <span className="govuk-visually-hidden">Take off: </span>
              {text}
              <span className="oc-chip__cross" aria-hidden="true">
                ×
              </span>
            </Anchor>
          </li>
        ))}
      </ul>
    </div>
  );
}
