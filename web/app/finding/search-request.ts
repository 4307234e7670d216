import type { PriceUnit, SearchKind, SearchSort, ServiceSearchInput } from '../generated/graphql.js';

/** What a search page was asked, as its address says it. */
export interface SearchRequest {
  readonly words: string;
  readonly types: readonly string[];
  readonly wards: readonly string[];
  readonly kinds: readonly SearchKind[];
  readonly unit: PriceUnit | null;
  /** Two bounds in pence, "1000-1999"; the second may be open. */
  readonly price: string;
  readonly postcode: string;
  readonly within: number | null;
  readonly sort: SearchSort;
  readonly after: string | null;
}

export const sorts: readonly { readonly value: SearchSort; readonly text: string }[] = [
  { value: 'BEST_MATCH', text: 'Best match' },
  { value: 'NEAREST', text: 'Nearest' },
  { value: 'PRICE_LOW_TO_HIGH', text: 'Lowest price' },
  { value: 'RATING', text: 'Best rated' },
];
export const distances: readonly number[] = [1, 2, 5, 10, 20];
const units: readonly PriceUnit[] = [
  'HOUR',
  'VISIT15',
  'VISIT30',
  'VISIT45',
  'VISIT60',
  'NIGHT_ASLEEP',
  'NIGHT_AWAKE',
  'DAY',
  'SESSION',
  'WEEK',
  'MONTH',
  'YEAR',
  'MILE',
  'ITEM',
];
const longestWords = 200;
const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const slugShape = /^[a-z0-9-]{1,60}$/;

function oneOf<Value extends string>(known: readonly Value[], wanted: string | null): Value | null {
  return known.find((value) => value === wanted) ?? null;
}

/** Reads the address; what it cannot mean is left out, so that an old or mistyped link still finds something. */
export function readSearch(address: URLSearchParams): SearchRequest {
  const within = Number(address.get('within') ?? '');
  const price = address.get('price') ?? '';
  return {
    words: (address.get('words') ?? '').trim().slice(0, longestWords),
    types: address.getAll('type').filter((type) => slugShape.test(type)),
    wards: address.getAll('ward').filter((ward) => idShape.test(ward)),
    kinds: (['PAID', 'COMMUNITY'] as const).filter((kind) => address.getAll('kind').includes(kind)),
    unit: oneOf(units, address.get('unit')),
    price: /^\d{1,12}-\d{0,12}$/.test(price) ? price : '',
    postcode: (address.get('postcode') ?? '').trim().slice(0, 12),
    within: distances.includes(within) ? within : null,
    sort:
      oneOf(
        sorts.map(({ value }) => value),
        address.get('sort'),
      ) ?? 'BEST_MATCH',
    after: address.get('after') === '' ? null : address.get('after'),
  };
}

export function searchInput(
  search: SearchRequest,
  councilKey: string | null,
  forPersonId: string | null,
): ServiceSearchInput {
  const [least, most] = search.price.split('-');
  return {
    words: search.words || null,
    supportTypes: search.types.length > 0 ? search.types : null,
    wardIds: search.wards.length > 0 ? search.wards : null,
    kinds: search.kinds.length > 0 ? search.kinds : null,
    unit: search.unit,
    minimumPricePence: least ? Number(least) : null,
    maximumPricePence: most ? Number(most) : null,
    postcode: search.postcode || null,
    withinMiles: search.postcode === '' ? null : search.within,
    sort: search.sort === 'NEAREST' && search.postcode === '' ? 'BEST_MATCH' : search.sort,
    councilKey,
    forPersonId,
  };
}

/** The address of a search, with some of it changed. Another page of results only when `after` says so. */
export function searchHref(
  search: SearchRequest,
  forPersonId: string | null,
  change: Partial<SearchRequest> = {},
): string {
  const wanted = { ...search, after: null, ...change };
  const query = new URLSearchParams();
  const put = (name: string, value: string | null): void => {
    if (value) query.append(name, value);
  };
  put('words', wanted.words);
  for (const type of wanted.types) put('type', type);
  for (const ward of wanted.wards) put('ward', ward);
  for (const kind of wanted.kinds) put('kind', kind);
  put('unit', wanted.unit);
  put('price', wanted.price);
  put('postcode', wanted.postcode);
  put('within', wanted.within === null ? null : String(wanted.within));
  put('sort', wanted.sort === 'BEST_MATCH' ? null : wanted.sort);
  put('for', forPersonId);
  put('after', wanted.after);
  const text = query.toString();
  return text === '' ? '/search' : `/search?${text}`;
}

/** A search without any filter, only its words. */
export const noFilters = {
  types: [],
  wards: [],
  kinds: [],
  unit: null,
  price: '',
  postcode: '',
  within: null,
  sort: 'BEST_MATCH',
} as const satisfies Partial<SearchRequest>;

/** True when anything but the words narrows the search. */
export function isFiltered(search: SearchRequest): boolean {
  const { types, wards, kinds, unit, price, within } = search;
  return types.length + wards.length + kinds.length > 0 || unit !== null || price !== '' || within !== null;
}
