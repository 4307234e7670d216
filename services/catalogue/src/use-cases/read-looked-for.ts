import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, addDays, londonDate, type Queries } from '@owncourse/kernel/contract';
import { quarterBefore, quarterFrom } from '../domain/quarter.js';
import { type BoardCouncil, lookedForReads, type LookedForRow } from '../persistence/looked-for.repository.js';

export type LookedForBand = 'FIVE_TO_NINE' | 'TEN_TO_NINETEEN' | 'TWENTY_TO_FORTY_NINE' | 'FIFTY_OR_MORE';

export interface LookedFor {
  readonly supportTypeSlug: string | null;
  readonly words: string | null;
  readonly thisQuarter: LookedForBand | null;
  readonly lastQuarter: LookedForBand | null;
  readonly onShowCount: number | null;
}

export interface LookedForBoard {
  readonly thisQuarterFrom: string;
  readonly lastQuarterFrom: string;
  readonly councils: readonly { readonly councilName: string; readonly rows: readonly LookedFor[] }[];
}

const MOST_ROWS = 100;
const BANDS: readonly (readonly [atLeast: number, band: LookedForBand])[] = [
  [50, 'FIFTY_OR_MORE'],
  [20, 'TWENTY_TO_FORTY_NINE'],
  [10, 'TEN_TO_NINETEEN'],
  [5, 'FIVE_TO_NINE'],
];

function bandOf(row: LookedForRow | undefined): LookedForBand | null {
  return BANDS.find(([atLeast]) => (row?.at_least ?? 0) >= atLeast)?.[1] ?? null;
}

const keyOf = ({ support_type_slug, words }: LookedForRow): string => `${support_type_slug ?? ''}/${words ?? ''}`;

/** What people look for and do not find where a provider works; the database tells nothing about fewer than five. */
@Injectable()
export class ReadLookedFor {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** @param own the provider whose councils they are */
  async run(queries: Queries, own: string): Promise<LookedForBoard> {
    const today = londonDate(this.clock.now());
    const [thisQuarterFrom, lastQuarterFrom] = [quarterFrom(today), quarterBefore(today)];
    const councils = await lookedForReads.councils(queries, own);
    return {
      thisQuarterFrom,
      lastQuarterFrom,
      councils: await Promise.all(
        councils.map(async (council) => ({
          councilName: council.name,
          rows: await rowsOf(queries, council, lastQuarterFrom, thisQuarterFrom, addDays(today, 1)),
        })),
      ),
    };
  }
}

async function rowsOf(
  queries: Queries,
  { id }: BoardCouncil,
  lastFrom: string,
  thisFrom: string,
  before: string,
): Promise<LookedFor[]> {
  const now = await lookedForReads.lookedFor(queries, id, thisFrom, before);
  const earlier = await lookedForReads.lookedFor(queries, id, lastFrom, thisFrom);
  const [byNow, byEarlier] = [now, earlier].map((rows) => new Map(rows.map((row) => [keyOf(row), row])));
  const rows = [...new Map([...earlier, ...now].map((row) => [keyOf(row), row])).values()];
  const slugs = rows.flatMap((row) => row.support_type_slug ?? []);
  const onShow = new Map((await lookedForReads.onShow(queries, id, slugs)).map((row) => [row.slug, row.services]));
  const atLeast = (places: typeof byNow, row: LookedForRow): number => places?.get(keyOf(row))?.at_least ?? 0;
  return rows
    .sort(
      (left, right) =>
        atLeast(byNow, right) - atLeast(byNow, left) ||
        atLeast(byEarlier, right) - atLeast(byEarlier, left) ||
        (keyOf(left) < keyOf(right) ? -1 : 1),
    )
    .slice(0, MOST_ROWS)
    .map((row) => ({
      supportTypeSlug: row.support_type_slug,
      words: row.words,
      thisQuarter: bandOf(byNow?.get(keyOf(row))),
      lastQuarter: bandOf(byEarlier?.get(keyOf(row))),
      onShowCount: row.support_type_slug === null ? null : (onShow.get(row.support_type_slug) ?? 0),
    }));
}
