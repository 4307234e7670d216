import { dayNumber } from '@owncourse/kernel/contract';
import { milesBetween, type Place } from './distance.js';
import type { IndexedDocument } from './indexed-document.js';
import { bandBit, WORKERS } from './search-labels.js';

/**
 * A document as numbers alone: a search looks at every one of them, so that it follows no pointer and compares no text. Lists
 * (wards, languages, access needs, councils) are the number of the list in `NumberedLists`: few differ.
 */
export interface SearchEntry {
  readonly document: IndexedDocument;
  readonly isPaid: boolean;
  readonly type: number;
  readonly wards: number;
  readonly languages: number;
  readonly accessNeeds: number;
  readonly councils: number;
  /** Number of where it is; many are in one place. */
  readonly place: number;
  /** −1: none. */
  readonly cqcRating: number;
  /** Place in `WORKERS`; −1: no one in particular. */
  readonly worker: number;
  readonly owner: number;
  /** The document's lot, near enough to tell nearly all apart. */
  readonly lot: number;
  /** Days since 1970 of the first day it can begin. */
  readonly startDay: number;
  /** Its prices are these of `IndexedPrices`. */
  readonly firstPrice: number;
  readonly endOfPrices: number;
  /** What its public prices say. `from` is `Infinity` where there is none. */
  readonly unitBits: number;
  readonly bandBits: number;
  readonly from: number;
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

  /** Undefined: none has it. */
  known(value: string): number | undefined {
    return this.numbers.get(value);
  }

  /** One flag for each number; what no document has stands for nothing. */
  flags(values: readonly string[]): Uint8Array {
    const flags = new Uint8Array(this.values.length);
    for (const value of values) {
      const number = this.numbers.get(value);
      if (number !== undefined) flags[number] = 1;
    }
    return flags;
  }
}

/** The same for lists of values, without their order and with each value once. */
export class NumberedLists {
  readonly members = new Numbers();
  readonly lists: (readonly number[])[] = [];
  private readonly numbers = new Map<string, number>();

  of(values: readonly string[]): number {
    const list = [...new Set(values)].map((value) => this.members.of(value)).sort((left, right) => left - right);
    const key = list.join();
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.lists.length;
      this.numbers.set(key, number);
      this.lists.push(list);
    }
    return number;
  }

  /** One flag for each list: one of the values is in it. */
  withAny(values: readonly string[]): Uint8Array {
    const wanted = this.members.flags(values);
    return Uint8Array.from(this.lists, (list) => (list.some((member) => wanted[member] === 1) ? 1 : 0));
  }

  /** One flag for each list: all of the values are in it. */
  withAll(values: readonly string[]): Uint8Array {
    const wanted = values.map((value) => this.members.known(value));
    return Uint8Array.from(this.lists, (list) =>
      wanted.every((member) => member !== undefined && list.includes(member)) ? 1 : 0,
    );
  }

  /** How often each value is counted, when its lists are counted so often. */
  countsOfMembers(ofLists: Int32Array): Int32Array {
    const counts = new Int32Array(this.members.values.length);
    ofLists.forEach((count, list) => {
      if (count > 0) for (const member of this.lists[list] ?? []) counts[member] = (counts[member] ?? 0) + count;
    });
    return counts;
  }
}

/** The prices of all documents, one after the other; what has gone stays in its place until all is written anew. */
export class IndexedPrices {
  readonly variantIds: string[] = [];
  readonly unitBits: number[] = [];
  /** Public, in whole pence. */
  readonly pence: number[] = [];
  private readonly places = new Map<string, number>();

  /** @returns the places of the first and after the last */
  add({ prices }: IndexedDocument): [first: number, end: number] {
    const first = this.pence.length;
    for (const { variantId, unitBit, pence } of prices) {
      this.places.set(variantId, this.pence.length);
      this.variantIds.push(variantId);
      this.unitBits.push(unitBit);
      this.pence.push(pence);
    }
    return [first, this.pence.length];
  }

  placeOf(variantId: string): number | undefined {
    return this.places.get(variantId);
  }
}

/** Where documents are. */
export class NumberedPlaces {
  readonly places: Place[] = [];
  private readonly numbers = new Numbers();

  of({ latitude, longitude }: Place): number {
    const number = this.numbers.of(`${latitude} ${longitude}`);
    this.places[number] ??= { latitude, longitude };
    return number;
  }

  /** Miles to each of them. */
  milesFrom(place: Place): Float64Array {
    return Float64Array.from(this.places, (other) => milesBetween(place, other));
  }
}

/** The numbers of everything that can be filtered by. */
export class SearchNumbers {
  readonly types = new Numbers();
  readonly cqcRatings = new Numbers();
  readonly owners = new Numbers();
  readonly wards = new NumberedLists();
  readonly councils = new NumberedLists();
  readonly places = new NumberedPlaces();
  readonly languages = new NumberedLists();
  readonly accessNeeds = new NumberedLists();
  readonly prices = new IndexedPrices();

  entry(document: IndexedDocument): SearchEntry {
    const [firstPrice, endOfPrices] = this.prices.add(document);
    const { nextAvailableOn, cqcRating, prices } = document;
    const isPaid = document.kind === 'PAID';
    return {
      document,
      isPaid,
      type: this.types.of(document.supportTypeSlug),
      wards: this.wards.of(document.wardIds),
      languages: this.languages.of(document.languages),
      accessNeeds: this.accessNeeds.of(document.accessNeeds),
      councils: this.councils.of(document.councilIds),
      place: this.places.of(document),
      cqcRating: cqcRating === null ? -1 : this.cqcRatings.of(cqcRating),
      worker: WORKERS.findIndex(({ value }) => value === document.worker),
      owner: this.owners.of(document.ownerId),
      lot: Number(document.lot),
      // What is free for everybody can always be gone to.
      startDay: !isPaid ? 0 : nextAvailableOn === null ? Number.MAX_SAFE_INTEGER : dayNumber(nextAvailableOn),
      firstPrice,
      endOfPrices,
      unitBits: prices.reduce((bits, { unitBit }) => bits | unitBit, 0),
      bandBits: prices.reduce((bits, { pence }) => bits | bandBit(pence), 0),
      from: prices.reduce((from, { pence }) => Math.min(from, pence), Infinity),
    };
  }
}
