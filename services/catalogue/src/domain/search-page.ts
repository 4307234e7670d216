import type { SearchHit, SearchPlace, SearchRequest } from '../contract/search.port.js';
import type { SearchEntry } from './search-entry.js';

interface Candidate {
  readonly entry: SearchEntry;
  /** Smaller comes first. */
  readonly sortKey: number;
  readonly miles: number | null;
}

/** By sort key, then lot, then id. */
function comesBefore(sortKey: number, entry: SearchEntry, other: Candidate): boolean {
  if (sortKey !== other.sortKey) return sortKey < other.sortKey;
  if (entry.lot !== other.entry.lot) return entry.lot < other.entry.lot;
  const [one, two] = [entry.document, other.entry.document];
  return one.lot === two.lot ? one.id < two.id : one.lot < two.lot;
}

function comesAfter(sortKey: number, { document }: SearchEntry, place: SearchPlace): boolean {
  if (sortKey !== Number(place.sortKey)) return sortKey > Number(place.sortKey);
  const lot = BigInt(place.lot);
  return document.lot === lot ? document.id > place.id : document.lot > lot;
}

/** The first results after a place, kept in their order while documents come by in any. */
export class SearchPage {
  /** One more than the page holds, which says whether there is another. */
  private readonly best: Candidate[] = [];
  private readonly size: number;
  private readonly after: SearchPlace | null;

  constructor({ size, after }: SearchRequest) {
    this.size = size;
    this.after = after;
  }

  offer(entry: SearchEntry, sortKey: number, miles: number | null): void {
    // Most of many documents stop here.
    const last = this.best[this.size];
    if (last !== undefined && !comesBefore(sortKey, entry, last)) return;
    if (this.after && !comesAfter(sortKey, entry, this.after)) return;
    let low = 0;
    let high = this.best.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.best[middle];
      if (other === undefined || comesBefore(sortKey, entry, other)) high = middle;
      else low = middle + 1;
    }
    this.best.splice(low, 0, { entry, sortKey, miles });
    if (this.best.length > this.size + 1) this.best.pop();
  }

  turned(): { hits: SearchHit[]; hasNextPage: boolean } {
    const hits = this.best.slice(0, this.size).map(({ entry: { document }, sortKey, miles }) => ({
      id: document.id,
      kind: document.kind,
      miles: miles === null ? null : Math.round(miles * 10) / 10,
      sortKey: String(sortKey),
      lot: String(document.lot),
    }));
    return { hits, hasNextPage: this.best.length > this.size };
  }
}
