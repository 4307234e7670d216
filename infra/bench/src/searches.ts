/** One search as somebody sends it. */
export interface Search {
  readonly kind: 'word' | 'misspelt' | 'filters' | 'distance' | 'agreed price';
  /** Whether it is sent by a person whom a council funds, at that council's prices. */
  readonly signedIn: boolean;
  readonly search: Readonly<Record<string, unknown>>;
}

const words = [
  'gardening',
  'help at home',
  'swimming',
  'personal care',
  'dog walker',
  'day centre',
  'respite',
  'cleaner',
];
const misspelt = ['gardning', 'clening', 'swiming', 'persnal care', 'shoping', 'dementa', 'wheelchiar', 'befrending'];

const filters: readonly Readonly<Record<string, unknown>>[] = [
  { supportTypes: ['personal-care'], unit: 'HOUR' },
  { supportTypes: ['gardening', 'cleaning'], maximumPricePence: 2500 },
  { words: 'care', unit: 'VISIT30' },
  { words: 'home', minimumPricePence: 1500, maximumPricePence: 3000 },
  { kinds: ['PAID'], sort: 'PRICE_LOW_TO_HIGH' },
  { councilKey: 'marlbridge', kinds: ['COMMUNITY'] },
  { councilKey: 'oakhaven', unit: 'SESSION' },
  { supportTypes: ['day-opportunities'], sort: 'RATING' },
];

const distances: readonly Readonly<Record<string, unknown>>[] = [
  { postcode: 'MB1', withinMiles: 2, sort: 'NEAREST' },
  { postcode: 'MB4 7QQ', withinMiles: 5, words: 'gardening' },
  { postcode: 'MB9', withinMiles: 1 },
  { postcode: 'OH2', withinMiles: 3, words: 'help' },
];

const agreed: readonly Readonly<Record<string, unknown>>[] = [
  { words: 'personal care' },
  { words: 'help at home', postcode: 'MB1', withinMiles: 10 },
  { supportTypes: ['personal-care'], maximumPricePence: 2500 },
  { words: 'gardening', sort: 'PRICE_LOW_TO_HIGH' },
  { words: 'meals' },
  {},
];

const many = (kind: Search['kind'], searches: readonly Search['search'][]): Search[] =>
  searches.map((search) => ({ kind, signedIn: kind === 'agreed price', search }));

/** What people really send, in turn: words first of all, and every third at an agreed price. */
export const searches: readonly Search[] = interleaved([
  many(
    'word',
    words.map((one) => ({ words: one })),
  ),
  many(
    'misspelt',
    misspelt.map((one) => ({ words: one })),
  ),
  many('filters', filters),
  many('distance', distances),
  many('agreed price', [...agreed, ...agreed]),
]);

/** Of each kind its share all along, so that any stretch of it is the same mix. */
function interleaved(kinds: readonly (readonly Search[])[]): Search[] {
  return kinds
    .flatMap((list) => list.map((search, index) => ({ search, at: (index + 0.5) / list.length })))
    .sort((one, other) => one.at - other.at)
    .map(({ search }) => search);
}
