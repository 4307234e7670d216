import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type Actor, type EventEnvelope, NOBODY } from '@owncourse/kernel/contract';
import { until } from '@owncourse/kernel/testing';
import { SEARCHED_WITHOUT_RESULT } from '../src/contract/index.js';
import { askerOf } from '../src/use-cases/asker.js';
import { KeepSearchMisses } from '../src/use-cases/keep-search-misses.js';
import { TellMissing } from '../src/use-cases/tell-missing.js';
import { NOW, somebody, type TestCouncil } from './fixtures/catalogue-house.js';
import { GraphqlHouse } from './fixtures/graphql-house.js';

const BOARD = `query { lookedFor { thisQuarterFrom lastQuarterFrom councils { councilName
  rows { supportType { slug } words thisQuarter lastQuarter onShowCount } } } }`;
const TODAY = '2026-03-20';

interface Row {
  readonly supportType: { readonly slug: string } | null;
  readonly words: string | null;
  readonly thisQuarter: string | null;
  readonly lastQuarter: string | null;
  readonly onShowCount: number | null;
}
interface Board {
  readonly councils: readonly { readonly councilName: string; readonly rows: readonly Row[] }[];
}

/** So many people who have a number each of their own. */
function people(count: number): Actor[] {
  const byAsker = new Map<number, Actor>();
  while (byAsker.size < count) {
    const one = somebody();
    byAsker.set(askerOf(one.personId, TODAY), one);
  }
  return [...byAsker.values()];
}

describe('what people look for and do not find', () => {
  let door: GraphqlHouse;
  let provider: Actor;

  beforeAll(async () => {
    door = await GraphqlHouse.open();
    const { house } = door;
    provider = house.staff(await house.provider({ postcodeDistrict: 'NO1' }));
    await house.service(2000n, { name: 'Tidy beds', supportTypeSlug: 'gardening', wardIds: house.north.wardIds });
  });
  afterAll(() => door.close());

  const board = async (actor: Actor | null = provider): Promise<Board | null> =>
    (await door.ask(actor, BOARD)).data['lookedFor'] as Board | null;
  const rows = async (actor: Actor = provider): Promise<readonly Row[]> =>
    (await board(actor))?.councils[0]?.rows ?? [];
  const row = async (words: string): Promise<Row | undefined> => (await rows()).find((one) => one.words === words);

  async function missed(words: string, askers: readonly (number | null)[], on = NOW, council = door.house.north) {
    for (const asker of askers)
      await door.house.owner.query('select catalogue.record_search_miss($1, $2, $3, $4, $5)', [
        randomUUID(),
        words,
        council.id,
        on,
        asker,
      ]);
  }
  /** Sends what searches told, as the worker does. */
  /** Searches are answered before it is written that they found nothing. */
  async function written(part: Readonly<Record<string, string>>, count: number): Promise<void> {
    await until(`Not ${count} were written.`, async () => {
      const { rows: found } = await door.house.owner.query<{ n: number }>(
        'select count(*)::int as n from kernel.outbox where type = $1 and payload @> $2',
        [SEARCHED_WITHOUT_RESULT, JSON.stringify(part)],
      );
      return (found[0]?.n ?? 0) >= count;
    });
  }

  async function handOn(council: TestCouncil): Promise<void> {
    const { owner, database } = door.house;
    const { rows: events } = await owner.query<EventEnvelope>(
      `select event_id as id, type, version, council_id as "councilId", payload, occurred_at as "occurredAt" from kernel.outbox where type = $1 and council_id = $2`,
      [SEARCHED_WITHOUT_RESULT, council.id],
    );
    await database.transaction(NOBODY, (queries) => new KeepSearchMisses().handle(events, queries));
  }

  it('tells of five people and more, never how many exactly, and nothing of four', async () => {
    const counts = { unicycles: 4, trampolines: 5, kites: 9, stilts: 10, hoops: 19, yoyos: 20, drums: 49, flutes: 50 };
    for (const [words, count] of Object.entries(counts))
      await missed(
        words,
        Array.from({ length: count }, (_, asker) => asker),
      );
    expect(
      Object.fromEntries((await rows()).flatMap(({ words, thisQuarter }) => (words ? [[words, thisQuarter]] : []))),
    ).toEqual({
      trampolines: 'FIVE_TO_NINE',
      kites: 'FIVE_TO_NINE',
      stilts: 'TEN_TO_NINETEEN',
      hoops: 'TEN_TO_NINETEEN',
      yoyos: 'TWENTY_TO_FORTY_NINE',
      drums: 'TWENTY_TO_FORTY_NINE',
      flutes: 'FIFTY_OR_MORE',
    });
    // What most people look for stands first.
    expect((await rows())[0]?.words).toBe('flutes');
  });

  it('counts somebody once, however often they look and whatever they call it', async () => {
    await door.house.catalogue.importSynonyms(
      door.house.operator,
      ['weeding', 'hedge trimming', 'gardener'].map((phrase) => ({ phrase, supportTypeSlug: 'gardening' })),
    );
    await missed('weeding', [1, 1, 1, 1, 1, 1]);
    await missed('hedge trimming', [1, 1, 2, 3, 4]);
    await missed('gardening', [4, 4, 4]);
    const found = await rows();
    expect(found.filter(({ supportType }) => supportType?.slug === 'gardening')).toEqual([]);
    await missed('gardener', [5]);
    expect((await rows()).filter(({ supportType }) => supportType?.slug === 'gardening')).toEqual([
      {
        supportType: { slug: 'gardening' },
        words: null,
        thisQuarter: 'FIVE_TO_NINE',
        lastQuarter: null,
        onShowCount: 1,
      },
    ]);
  });

  it('leaves out whoever asked when nobody was told apart', async () => {
    await missed('tightropes', [null, null, null, null, null, null, 1, 2, 3, 4]);
    expect(await row('tightropes')).toBeUndefined();
  });

  it('tells this quarter of the year from the one before, by London’s days', async () => {
    // Summer time begins on 29 March: the quarter ends an hour earlier by the clock of the database.
    await missed('harps', [1, 2, 3, 4, 5], new Date('2025-12-31T23:59:59Z'));
    await missed('lutes', [1, 2, 3, 4, 5], new Date('2026-01-01T00:00:00Z'));
    await missed('lyres', [1, 2, 3, 4, 5], new Date('2025-09-30T22:59:59Z'));
    await missed('zithers', [1, 2, 3, 4, 5], new Date('2025-09-30T23:00:00Z'));
    expect(await door.ask(provider, BOARD)).toMatchObject({
      data: { lookedFor: { thisQuarterFrom: '2026-01-01', lastQuarterFrom: '2025-10-01' } },
    });
    expect(await row('harps')).toMatchObject({ thisQuarter: null, lastQuarter: 'FIVE_TO_NINE' });
    expect(await row('lutes')).toMatchObject({ thisQuarter: 'FIVE_TO_NINE', lastQuarter: null });
    expect(await row('lyres')).toBeUndefined();
    expect(await row('zithers')).toMatchObject({ lastQuarter: 'FIVE_TO_NINE' });
  });

  it('is for providers alone, and of the councils that they are in', async () => {
    const { house } = door;
    await missed('banjos', [1, 2, 3, 4, 5], NOW, house.south);
    expect(await row('banjos')).toBeUndefined();
    const inBoth = await house.provider({ postcodeDistrict: 'NO1' });
    await house.service(2000n, { providerId: inBoth, name: 'Far and near', wardIds: house.south.wardIds });
    const both = await board(house.staff(inBoth));
    expect(both?.councils.map(({ councilName }) => councilName)).toEqual(['northam', 'southam']);
    expect(both?.councils[1]?.rows.map(({ words }) => words)).toEqual(['banjos']);
    const others = [
      null,
      somebody(),
      house.officer(house.north),
      house.funded(house.north),
      await house.communityGroup(),
    ];
    for (const other of others) expect(await board(other)).toBeNull();
  });

  it('learns of searches and of what people tell the council, without anything that says who it was', async () => {
    const { house } = door;
    const askers = people(5);
    const search = 'query ($search: ServiceSearchInput) { services(search: $search) { totalCount } }';
    const look = (who: Actor): Promise<unknown> =>
      door.ask(who, search, { search: { words: 'contortionists', councilKey: 'northam' } });
    const telling = new TellMissing(house.database, house.clock, { next: () => randomUUID() });
    const [first, ...others] = askers;
    for (let time = 0; time < 6; time += 1) await look(first!);
    for (const one of others.slice(0, 3)) await look(one);
    await written({ words: 'contortionists' }, 9);
    await handOn(house.north);
    expect(await row('contortionists')).toBeUndefined();
    await telling.run(others[3]!, '10.0.0.1', { words: 'Contortionists', councilKey: 'northam' });
    expect(await row('contortionists')).toMatchObject({ thisQuarter: 'FIVE_TO_NINE', onShowCount: null });
    const { rows: kept } = await house.owner.query(
      `select to_jsonb(m) - 'event_id' - 'searched_at' as row from catalogue.search_miss m where words = 'contortionists'
       union all select payload from kernel.outbox where type = $1 and payload ->> 'words' = 'contortionists'`,
      [SEARCHED_WITHOUT_RESULT],
    );
    const text = JSON.stringify(kept);
    for (const { personId } of askers) expect(text).not.toContain(personId);
    expect(kept).toHaveLength(18);
  });

  it('learns of a kind of support that was chosen without a word', async () => {
    const { house } = door;
    const search = 'query ($search: ServiceSearchInput) { services(search: $search) { totalCount } }';
    for (const one of people(5))
      await door.ask(one, search, { search: { supportTypes: ['befriending'], councilKey: 'northam', unit: 'YEAR' } });
    await written({ supportTypeSlug: 'befriending' }, 5);
    await handOn(house.north);
    expect((await rows()).filter(({ supportType }) => supportType?.slug === 'befriending')).toEqual([
      {
        supportType: { slug: 'befriending' },
        words: null,
        thisQuarter: 'FIVE_TO_NINE',
        lastQuarter: null,
        onShowCount: 0,
      },
    ]);
  });

  it('shows of any searches what five askers of one quarter share, and of one more asker nothing else', async () => {
    const { owner, south } = door.house;
    const miss = fc.record({
      words: fc.constantFrom('gardening', 'hedges', 'fire eating', 'sword dancing'),
      asker: fc.option(fc.integer({ min: 0, max: 11 })),
      day: fc.constantFrom('2026-02-01', '2026-03-19', '2025-11-30'),
    });
    const bandOf = (count: number): number => (count >= 50 ? 50 : count >= 20 ? 20 : count >= 10 ? 10 : 5);
    await fc.assert(
      fc.asyncProperty(fc.array(miss, { maxLength: 60 }), async (misses) => {
        await owner.query('delete from catalogue.search_miss where council_id = $1', [south.id]);
        for (const { words, asker, day } of misses) await missed(words, [asker], new Date(`${day}T12:00:00Z`), south);
        const told = await owner.query<{ support_type_slug: string | null; words: string | null; at_least: number }>(
          `select * from catalogue.looked_for($1, '2026-01-01', '2026-03-21') order by 1, 2`,
          [south.id],
        );
        const askers = new Map<string, Set<number>>();
        for (const { words, asker, day } of misses) {
          if (asker === null || day < '2026-01-01') continue;
          // "hedges" is no word that means a kind by itself here, or is: the database decides, and says which.
          const key = words === 'gardening' ? 'gardening/' : `/${words}`;
          askers.set(key, (askers.get(key) ?? new Set()).add(asker));
        }
        const expected = [...askers].flatMap(([key, who]) => (who.size >= 5 ? [`${key}=${bandOf(who.size)}`] : []));
        expect(
          told.rows.map((one) => `${one.support_type_slug ?? ''}/${one.words ?? ''}=${one.at_least}`).sort(),
        ).toEqual(expected.sort());
      }),
      { numRuns: 30 },
    );
  });
});
