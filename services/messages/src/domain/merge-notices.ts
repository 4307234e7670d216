import { KINDS } from './message-kinds.js';
import type { Notice } from './notice.js';

interface OfEvent {
  readonly notice: Notice;
  readonly councilId: string | null;
}

function merges({ kind }: Notice): boolean {
  return (KINDS[kind] as { readonly merges?: true }).merges ?? false;
}

/** Notices of a batch that count on become one for each audience, told at the last one's time. */
export function mergeNotices<One extends OfEvent>(notices: readonly One[]): One[] {
  const kept: One[] = [];
  const places = new Map<string, number>();
  for (const one of notices) {
    const { notice } = one;
    const key = JSON.stringify([notice.kind, notice.to, one.councilId]);
    const place = merges(notice) ? places.get(key) : undefined;
    const earlier = place === undefined ? undefined : kept[place];
    if (place === undefined || earlier === undefined) {
      places.set(key, kept.length);
      kept.push(one);
      continue;
    }
    const count = (earlier.notice.facts.count ?? 0) + (notice.facts.count ?? 0);
    const subjects = [...(earlier.notice.subjects ?? []), ...(notice.subjects ?? [])];
    kept[place] = { ...one, notice: { ...notice, facts: { ...notice.facts, count }, subjects } };
  }
  return kept;
}
