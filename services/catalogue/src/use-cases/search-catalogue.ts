import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { mayDo } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  CLOCK,
  type Clock,
  Database,
  decodeCursor,
  encodeCursor,
  IDS,
  type IdSource,
  isId,
  londonDate,
  NOBODY,
  outcodeOf,
  pageSize,
  type Queries,
  Refusal,
  statement,
} from '@owncourse/kernel/contract';
import { SEARCHED_WITHOUT_RESULT } from '../contract/events.js';
import {
  type ReadersPrices,
  SEARCH,
  type SearchAnswer,
  type SearchHit,
  type SearchInput,
  type SearchPlace,
  type SearchPort,
} from '../contract/search.port.js';
import { filtersOf } from '../domain/search-filters.js';
import { askerOf } from './asker.js';
import { cleanWords, withoutManners, wordsToKeep } from '../domain/search-words.js';

const FUNDING_COUNCIL = statement('catalogue.funding-council', 'select identity.funding_council($1, $2) as council_id');
const TYPE_NAME = statement('catalogue.name-of-type', 'select name from catalogue.support_type where slug = $1');
const COUNCIL_OF_KEY = statement(
  'catalogue.council-of-key',
  'select council_id from catalogue.ward where council_key = $1 limit 1',
);

export function cursorOf(hit: SearchHit): string {
  return encodeCursor([hit.sortKey, hit.lot, hit.id]);
}

/** @throws Refusal INVALID_INPUT when it is not a cursor of a search */
function placeOf(cursor: string | null | undefined): SearchPlace | null {
  const parts = decodeCursor(cursor, 3);
  if (!parts) return null;
  const [sortKey = '', lot = '', id = ''] = parts;
  if (!Number.isFinite(Number(sortKey)) || sortKey === '' || !/^-?\d{1,19}$/.test(lot) || !isId(id))
    throw Refusal.invalid('after', 'Start the list again from the beginning.');
  return { sortKey, lot, id };
}

function filled<Value>(values: readonly Value[] | null | undefined): readonly Value[] | null {
  return values && values.length > 0 ? values : null;
}

@Injectable()
export class SearchCatalogue implements OnModuleDestroy {
  private readonly telling = new Set<Promise<unknown>>();

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    @Inject(SEARCH) private readonly engine: SearchPort,
  ) {}

  /**
   * Searches as a reader; a first page without any result is told to the council, without the person.
   * @throws Refusal INVALID_INPUT for a page size, cursor, distance or filter that cannot be
   */
  async run(reader: Actor | null, queries: Queries, input: SearchInput): Promise<SearchAnswer> {
    const at = this.clock.now();
    const onDate = londonDate(at);
    const { withinMiles } = input;
    if (withinMiles !== null && withinMiles !== undefined && (withinMiles < 1 || withinMiles > 500))
      throw Refusal.invalid('withinMiles', 'Choose 1 to 500 miles.');
    const outcode = outcodeOf(input.postcode);
    const words = withoutManners(cleanWords(input.words));
    const answer = await this.engine.search(queries, {
      words,
      supportTypes: filled(input.supportTypes),
      wardIds: filled(input.wardIds)?.filter(isId) ?? null,
      unit: input.unit ?? null,
      minimumPricePence: input.minimumPricePence ?? null,
      maximumPricePence: input.maximumPricePence ?? null,
      outcode,
      withinMiles: outcode === null ? null : (withinMiles ?? null),
      kinds: filled(input.kinds),
      ...filtersOf(input),
      councilKey: input.councilKey ?? null,
      sort: input.sort ?? 'BEST_MATCH',
      prices: await this.readersPrices(reader, queries, input.forPersonId ?? null, onDate),
      onDate,
      size: pageSize(input.first),
      after: placeOf(input.after),
      wantsFacets: input.wantsFacets ?? true,
    });
    const isMiss = answer.totalCount === 0 && !input.after && input.tellsMiss !== false;
    if (isMiss) this.tellMiss(words, input, at);
    return answer;
  }

  /** Whose agreed prices apply. Anybody without a right to them gets the public ones, and is not told which there are. */
  async readersPrices(
    reader: Actor | null,
    queries: Queries,
    forPersonId: string | null,
    onDate: string,
  ): Promise<ReadersPrices | null> {
    if (!reader) return null;
    const personId = forPersonId ?? reader.personId;
    const councilId =
      personId === reader.personId
        ? reader.fundingCouncilId
        : await this.fundingCouncilOf(reader, queries, personId, onDate);
    return councilId === null ? null : { councilId, personId };
  }

  private async fundingCouncilOf(
    reader: Actor,
    queries: Queries,
    personId: string,
    onDate: string,
  ): Promise<string | null> {
    if (!isId(personId) || !mayDo(reader, 'quote', { personId })) return null;
    return (
      (await queries.query<{ council_id: string | null }>(FUNDING_COUNCIL, [personId, onDate]))[0]?.council_id ?? null
    );
  }

  /**
   * Not waited for: the reader holds a connection for reading, and many readers who each wait for a second one could
   * wait for ever. A miss that cannot be written is a miss less in a report.
   */
  private tellMiss(words: string | null, input: SearchInput, at: Date): void {
    const [type, ...others] = input.supportTypes ?? [];
    if (words === null && (type === undefined || others.length > 0)) return;
    const told = this.appendMiss(words, type ?? '', input, at)
      .catch(() => undefined)
      .finally(() => this.telling.delete(told));
    this.telling.add(told);
  }

  /** What was said or, where nothing was, the one kind of support that was chosen. */
  private appendMiss(words: string | null, type: string, input: SearchInput, at: Date): Promise<unknown> {
    const { councilKey = null, askedBy } = input;
    return this.database.transaction(NOBODY, async (queries) => {
      const said = words ?? (await queries.query<{ name: string }>(TYPE_NAME, [type]))[0]?.name ?? '';
      const kept = wordsToKeep(said);
      if (kept === null) return;
      const council =
        councilKey === null ? [] : await queries.query<{ council_id: string }>(COUNCIL_OF_KEY, [councilKey]);
      await appendEvent(queries, {
        id: this.ids.next(),
        type: SEARCHED_WITHOUT_RESULT,
        version: 2,
        councilId: council[0]?.council_id ?? null,
        payload: {
          words: kept,
          ...(askedBy === undefined ? {} : { asker: askerOf(askedBy, londonDate(at)) }),
          ...(words === null ? { supportTypeSlug: type } : {}),
        },
        occurredAt: at,
      });
    });
  }

  /** Waits for the misses that are being written. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.telling);
  }
}
