import type { SearchHit, SearchPlace, SearchRequest } from '../contract/search.port.js';
import type { IndexedDocument } from './indexed-document.js';

export interface Candidate {
  readonly document: Pick<IndexedDocument, 'id' | 'kind' | 'lot'>;
  /** Smaller comes first. */
  readonly sortKey: number;
  readonly miles: number | null;
}

interface Standing {
  readonly sortKey: number;
  readonly lot: bigint;
  readonly id: string;
}

function standingOf(place: SearchPlace): Standing {
  return { sortKey: Number(place.sortKey), lot: BigInt(place.lot), id: place.id };
}

/** By sort key, then lot, then id. */
function comesAfter({ sortKey, document }: Candidate, other: Standing): boolean {
  if (sortKey !== other.sortKey) return sortKey > other.sortKey;
  if (document.lot !== other.lot) return document.lot > other.lot;
  return document.id > other.id;
}

/** The first results after a place, kept in their order while documents come by in any. */
export class SearchPage {
  /** One more than the page holds, which says whether there is another. */
  private readonly best: Candidate[] = [];
  /** Sort key of the last that is kept, once there are enough. */
  private worst = Infinity;
  private readonly size: number;
  private readonly after: Standing | null;

  constructor({ size, after }: SearchRequest) {
    this.size = size;
    this.after = after && standingOf(after);
  }

  offer(candidate: Candidate): void {
    if (this.after && !comesAfter(candidate, this.after)) return;
    // Most of many documents stop here.
    if (candidate.sortKey > this.worst) return;
    const standing = { sortKey: candidate.sortKey, lot: candidate.document.lot, id: candidate.document.id };
    const last = this.best[this.size];
    if (last && !comesAfter(last, standing)) return;
    let low = 0;
    let high = this.best.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (comesAfter(this.best[middle]!, standing)) high = middle;
      else low = middle + 1;
    }
    this.best.splice(low, 0, candidate);
    if (this.best.length > this.size + 1) this.best.pop();
    this.worst = this.best[this.size]?.sortKey ?? Infinity;
  }

  turned(): { hits: SearchHit[]; hasNextPage: boolean } {
    const hits = this.best.slice(0, this.size).map(({ document, sortKey, miles }) => ({
      id: document.id,
      kind: document.kind,
      miles: miles === null ? null : Math.round(miles * 10) / 10,
      sortKey: String(sortKey),
      lot: String(document.lot),
    }));
    return { hits, hasNextPage: this.best.length > this.size };
  }
}
