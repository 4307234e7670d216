import type { PriceUnit, SearchKind, SearchSort, SearchStart, ServiceSearchInput } from '../generated/graphql.js';

export type Worker = 'women-available' | 'men-available';
export type SearchView = 'list' | 'map';

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
  /** One of them is spoken. */
  readonly languages: readonly string[];
  readonly worker: Worker | null;
  /** All of them are met. */
  readonly access: readonly string[];
  readonly start: SearchStart | null;
  /** So many of five stars, or more. */
  readonly rating: number | null;
  readonly cqc: readonly string[];
  /** Keys of councils. */
  readonly accepted: readonly string[];
  readonly sort: SearchSort;
  readonly view: SearchView;
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
const workers: readonly Worker[] = ['women-available', 'men-available'];
const starts: readonly SearchStart[] = ['NOW', 'TWO_WEEKS', 'FOUR_WEEKS'];
const ratings: readonly number[] = [1, 2, 3, 4, 5];
const longestWords = 200;
const mostValues = 20;
const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const slugShape = /^[a-z0-9-]{1,60}$/;

function oneOf<Value extends string>(known: readonly Value[], wanted: string | null): Value | null {
  return known.find((value) => value === wanted) ?? null;
}

/** Names that people gave, such as of languages: anything short without control signs. */
function namesOf(values: readonly string[]): string[] {
  return [...new Set(values)].filter((value) => /^\P{C}{1,100}$/u.test(value)).slice(0, mostValues);
}

/** Reads the address; what it cannot mean is left out, so that an old or mistyped link still finds something. */
export function readSearch(address: URLSearchParams): SearchRequest {
  const within = Number(address.get('within') ?? '');
  const price = address.get('price') ?? '';
  const rating = Number(address.get('rating') ?? '');
  return {
    words: (address.get('words') ?? '').trim().slice(0, longestWords),
    types: address.getAll('type').filter((type) => slugShape.test(type)),
    wards: address.getAll('ward').filter((ward) => idShape.test(ward)),
    kinds: (['PAID', 'COMMUNITY'] as const).filter((kind) => address.getAll('kind').includes(kind)),
    unit: oneOf(units, address.get('unit')),
    price: /^\d{1,12}-\d{0,12}$/.test(price) ? price : '',
    postcode: (address.get('postcode') ?? '').trim().slice(0, 12),
    within: distances.includes(within) ? within : null,
    languages: namesOf(address.getAll('language')),
    worker: oneOf(workers, address.get('worker')),
    access: namesOf(address.getAll('access')),
    start: oneOf(starts, address.get('start')),
    rating: ratings.includes(rating) ? rating : null,
    cqc: namesOf(address.getAll('cqc')),
    accepted: address.getAll('accepted').filter((key) => slugShape.test(key)),
    sort:
      oneOf(
        sorts.map(({ value }) => value),
        address.get('sort'),
      ) ?? 'BEST_MATCH',
    view: oneOf(['map'] as const, address.get('view')) ?? 'list',
    after: address.get('after') === '' ? null : address.get('after'),
  };
}

function unlessEmpty(values: readonly string[]): readonly string[] | null {
  return values.length > 0 ? values : null;
}

export function searchInput(
  search: SearchRequest,
  councilKey: string | null,
  forPersonId: string | null,
): ServiceSearchInput {
  const [least, most] = search.price.split('-');
  return {
    words: search.words || null,
    supportTypes: unlessEmpty(search.types),
    wardIds: unlessEmpty(search.wards),
    kinds: search.kinds.length > 0 ? search.kinds : null,
    unit: search.unit,
    minimumPricePence: least ? Number(least) : null,
    maximumPricePence: most ? Number(most) : null,
    postcode: search.postcode || null,
    withinMiles: search.postcode === '' ? null : search.within,
    languages: unlessEmpty(search.languages),
    worker: search.worker,
    accessNeeds: unlessEmpty(search.access),
    canStart: search.start,
    minimumRating: search.rating,
    cqcRatings: unlessEmpty(search.cqc),
    acceptedBy: unlessEmpty(search.accepted),
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
  for (const language of wanted.languages) put('language', language);
  put('worker', wanted.worker);
  for (const need of wanted.access) put('access', need);
  put('start', wanted.start);
  put('rating', wanted.rating === null ? null : String(wanted.rating));
  for (const rating of wanted.cqc) put('cqc', rating);
  for (const council of wanted.accepted) put('accepted', council);
  put('sort', wanted.sort === 'BEST_MATCH' ? null : wanted.sort);
  put('view', wanted.view === 'map' ? 'map' : null);
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
  languages: [],
  worker: null,
  access: [],
  start: null,
  rating: null,
  cqc: [],
  accepted: [],
  sort: 'BEST_MATCH',
} as const satisfies Partial<SearchRequest>;

/** True when anything but the words narrows the search. */
export function isFiltered(search: SearchRequest): boolean {
  const { types, wards, kinds, languages, access, cqc, accepted, unit, worker, start, rating, price, within } = search;
  return (
    [types, wards, kinds, languages, access, cqc, accepted].some((values) => values.length > 0) ||
    [unit, worker, start, rating, within].some((value) => value !== null) ||
    price !== ''
  );
}
