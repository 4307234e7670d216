import { services } from '@owncourse/seed/contract';

/** One search as somebody sends it. */
export interface Search {
  readonly kind: SearchKind;
  /** Whether it is sent by a person whom a council funds, at that council's prices. */
  readonly signedIn: boolean;
  readonly search: Readonly<Record<string, unknown>>;
}

/** What people really send, in turn, and how often each of forty: words first of all, and every third at an agreed price. */
const SHARES = { word: 8, misspelt: 8, filters: 8, distance: 4, 'agreed price': 12 } as const;
export type SearchKind = keyof typeof SHARES;
export const SEARCH_KINDS = Object.keys(SHARES) as SearchKind[];

const POSTCODES = ['MB1', 'MB2', 'MB4 7QQ', 'MB9', 'OH1', 'OH2'];
const UNITS = ['HOUR', 'SESSION', 'VISIT30', 'DAY', 'WEEK'];
const SORTS = ['BEST_MATCH', 'PRICE_LOW_TO_HIGH', 'RATING'];

/** Numbers below one, always the same after the same seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Searches that nobody sent before: few of them are the same, so that no answer to one is an answer to another. */
export class SearchMix {
  private readonly next: () => number;
  private readonly words: readonly string[];
  private readonly types: readonly string[];
  private readonly kinds: readonly SearchKind[];

  constructor(seed: number) {
    this.next = numbersFrom(seed);
    const said = services.flatMap(({ name, summary }) => `${name} ${summary}`.toLowerCase().match(/[a-z]{4,}/g) ?? []);
    this.words = [...new Set(said)].sort();
    this.types = [...new Set(services.map(({ supportTypeSlug }) => supportTypeSlug))].sort();
    this.kinds = SEARCH_KINDS.flatMap((kind) => Array.from({ length: SHARES[kind] }, () => kind));
  }

  any(): Search {
    return this.ofKind(this.one(this.kinds));
  }

  ofKind(kind: SearchKind): Search {
    const signedIn = kind === 'agreed price';
    switch (kind) {
      case 'word':
        return { kind, signedIn, search: { words: this.phrase() } };
      case 'misspelt':
        return { kind, signedIn, search: { words: this.misspelt() } };
      case 'filters':
        return { kind, signedIn, search: this.filters() };
      case 'distance':
        return {
          kind,
          signedIn,
          search: {
            postcode: this.one(POSTCODES),
            withinMiles: this.below(10) + 1,
            sort: 'NEAREST',
            ...(this.next() < 0.5 ? { words: this.phrase() } : {}),
          },
        };
      case 'agreed price':
        return { kind, signedIn, search: this.next() < 0.5 ? { words: this.phrase() } : this.filters() };
    }
  }

  private phrase(): string {
    return Array.from({ length: this.below(2) + 1 }, () => this.one(this.words)).join(' ');
  }

  /** A word with two letters changed over. */
  private misspelt(): string {
    const word = this.one(this.words.filter(({ length }) => length >= 6));
    const at = 1 + this.below(word.length - 3);
    return `${word.slice(0, at)}${word[at + 1] ?? ''}${word[at] ?? ''}${word.slice(at + 2)}`;
  }

  private filters(): Readonly<Record<string, unknown>> {
    const least = this.below(3000);
    return {
      supportTypes: [this.one(this.types), this.one(this.types)],
      ...(this.next() < 0.5 ? { unit: this.one(UNITS) } : {}),
      ...(this.next() < 0.5 ? { minimumPricePence: least, maximumPricePence: least + this.below(5000) } : {}),
      ...(this.next() < 0.3 ? { councilKey: this.one(['marlbridge', 'oakhaven']) } : {}),
      ...(this.next() < 0.3 ? { worker: 'women-available' } : {}),
      ...(this.next() < 0.3 ? { canStart: 'FOUR_WEEKS' } : {}),
      sort: this.one(SORTS),
    };
  }

  private below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  private one<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('There is nothing to choose from.');
    return item;
  }
}
