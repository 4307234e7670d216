import type { IndexedDocument, IndexedPrice } from './indexed-document.js';
import { bandBit } from './search-labels.js';

/** What the public prices of a document say: units and bands as bits, and the lowest in pence. */
export interface PriceSummary {
  readonly unitBits: number;
  readonly bandBits: number;
  readonly from: number | null;
}

/** A document with its words as numbers, so that filters and counts need not compare texts. */
export interface SearchEntry {
  readonly document: IndexedDocument;
  readonly type: number;
  readonly wards: readonly number[];
  readonly languages: readonly number[];
  readonly accessNeeds: readonly number[];
  /** −1: none. */
  readonly cqcRating: number;
  /** Of its prices, in their order. */
  readonly variants: readonly number[];
  readonly open: PriceSummary;
}

/** Gives each value a small number, in the order in which they come. */
export class Numbers {
  readonly values: string[] = [];
  private readonly numbers = new Map<string, number>();

  of(value: string): number {
    let number = this.numbers.get(value);
    if (number === undefined) {
      number = this.values.length;
      this.numbers.set(value, number);
      this.values.push(value);
    }
    return number;
  }

  /** One flag for each number; what no document has stands for nothing. */
  flags(values: readonly string[] | null): Uint8Array | null {
    if (values === null) return null;
    const flags = new Uint8Array(this.values.length);
    for (const value of values) {
      const number = this.numbers.get(value);
      if (number !== undefined) flags[number] = 1;
    }
    return flags;
  }

  /** Null where one of them is no document's. */
  every(values: readonly string[]): number[] | null {
    const numbers = values.map((value) => this.numbers.get(value));
    return numbers.includes(undefined) ? null : (numbers as number[]);
  }
}

/** The numbers of everything that can be filtered by. */
export class SearchNumbers {
  readonly types = new Numbers();
  readonly wards = new Numbers();
  readonly languages = new Numbers();
  readonly accessNeeds = new Numbers();
  readonly cqcRatings = new Numbers();
  readonly variants = new Numbers();

  entry(document: IndexedDocument): SearchEntry {
    const all = (numbers: Numbers, values: readonly string[]): number[] =>
      [...new Set(values)].map((value) => numbers.of(value));
    return {
      document,
      type: this.types.of(document.supportTypeSlug),
      wards: all(this.wards, document.wardIds),
      languages: all(this.languages, document.languages),
      accessNeeds: all(this.accessNeeds, document.accessNeeds),
      cqcRating: document.cqcRating === null ? -1 : this.cqcRatings.of(document.cqcRating),
      variants: document.prices.map(({ variantId }) => this.variants.of(variantId)),
      open: summedUp(document.prices),
    };
  }
}

function summedUp(prices: readonly IndexedPrice[]): PriceSummary {
  let unitBits = 0;
  let bandBits = 0;
  let from: number | null = null;
  for (const { unitBit, pence } of prices) {
    unitBits |= unitBit;
    bandBits |= bandBit(pence);
    from = from === null || pence < from ? pence : from;
  }
  return { unitBits, bandBits, from };
}
