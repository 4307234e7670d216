import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { INDEX, LEFT_ALONE_MILLISECONDS, MeiliHouse } from './fixtures/meili-house.js';
import type { Trouble } from './fixtures/meili-stand-in.js';

const KEY = 'a-key-for-tests';
const SEARCHED = `POST /indexes/${INDEX}/search`;

let meili: MeiliHouse;
let hedge: string;
let lawn: string;
let tea: string;

beforeAll(async () => {
  meili = await MeiliHouse.open(KEY);
  const { house } = meili;
  await house.catalogue.importSynonyms(house.operator, [{ phrase: 'grass cutting', supportTypeSlug: 'gardening' }]);
  const providerId = await house.provider({ name: 'Green Friends' });
  const gardening = { supportTypeSlug: 'gardening', providerId };
  ({ id: hedge } = await house.service(2600n, {
    ...gardening,
    name: 'Hedges',
    summary: 'We trim.',
    description: 'Shears and ladders.',
    whoFor: ['Older people'],
    languages: ['Welsh'],
    accessNeeds: ['Step-free'],
  }));
  ({ id: lawn } = await house.service(1900n, { ...gardening, name: 'Lawns', summary: 'We mow hedges of grass.' }));
  tea = await house.listing(await house.communityGroup(), house.north, { title: 'Tea by the hedge' });
  await house.service(1200n, { name: 'Kitchen clean' });
  await meili.indexLoaded();
});
afterAll(() => meili.close());

describe('what is sent to a search server', () => {
  beforeAll(() => meili.meili.follower.follow());

  it('is a new index with its settings and every document, then its place, then the old one’s end', () => {
    const { standIn } = meili;
    const seen = [...standIn.requests];
    const beside = `${INDEX}--${build()}`;
    expect(standIn.taken().filter((request) => !request.startsWith('GET /tasks/'))).toEqual([
      'GET /indexes?limit=1000',
      'POST /indexes',
      `PATCH /indexes/${beside}/settings`,
      `POST /indexes/${beside}/documents?primaryKey=id`,
      'POST /indexes',
      'POST /swap-indexes',
      'GET /indexes?limit=1000',
      `DELETE /indexes/${beside}`,
    ]);
    expect(seen.every(({ key }) => key === `Bearer ${KEY}`)).toBe(true);
    const bodyOf = (start: string): unknown => seen.find(({ path }) => path.startsWith(start))?.body;
    expect(bodyOf('/indexes')).toBeUndefined();
    expect(bodyOf('/swap-indexes')).toEqual([{ indexes: [INDEX, beside], rename: false }]);
    expect(bodyOf(`/indexes/${beside}/settings`)).toMatchObject({
      searchableAttributes: [
        'name',
        'support_type',
        'summary',
        'provider',
        'description',
        'who_for',
        'languages',
        'access',
      ],
      rankingRules: ['words', 'typo', 'proximity', 'attribute', 'exactness', 'sort'],
      displayedAttributes: ['id', 'revision'],
      filterableAttributes: ['build'],
      pagination: { maxTotalHits: 10_000 },
      typoTolerance: { enabled: true },
      synonyms: { 'grass cutting': ['Gardening'] },
    });
    expect([...standIn.indexes.keys()]).toEqual([INDEX]);
  });

  it('is public texts only: no price, no place, no contact', async () => {
    expect(meili.sentIds()).toEqual(await meili.publishedIds());
    expect(meili.standIn.indexes.get(INDEX)?.documents.get(hedge)).toEqual({
      id: hedge,
      revision: expect.any(Number),
      build: build(),
      name: 'Hedges',
      support_type: 'Gardening',
      summary: 'We trim.',
      provider: 'Green Friends',
      description: 'Shears and ladders.',
      who_for: ['Older people'],
      languages: ['Welsh'],
      access: ['Step-free'],
    });
    expect(meili.standIn.indexes.get(INDEX)?.documents.get(tea)).toMatchObject({
      name: 'Tea by the hedge',
      provider: 'Tea Friends',
      summary: 'Hall',
      support_type: 'Company and befriending',
    });
  });

  it('is nothing while nothing changes', async () => {
    meili.standIn.taken();
    await meili.meili.follower.follow();
    expect(meili.standIn.taken()).toEqual([]);
  });

  it('is what changed and what went, and then the position moves', async () => {
    const { house, standIn } = meili;
    const { id } = await house.service(900n, { name: 'For a day' });
    const kept = standIn.indexes.get(INDEX)?.documents.get(hedge);
    await meili.meili.follower.follow();
    expect(standIn.indexes.get(INDEX)?.documents.get(id)).toMatchObject({ name: 'For a day' });
    expect(standIn.indexes.get(INDEX)?.documents.get(hedge)).toBe(kept);
    expect((await meili.position()).revision).toBe(await meili.revision());
    await house.owner.query(`delete from catalogue.search_document where id = $1`, [id]);
    await meili.meili.follower.follow();
    expect(meili.sentIds()).not.toContain(id);
    expect(meili.sentIds()).toEqual(await meili.publishedIds());
    expect(standIn.taken()).toContain(`POST /indexes/${INDEX}/documents/delete-batch`);
  });

  it('is the reviewed list again when that changes', async () => {
    const { house, standIn } = meili;
    await house.catalogue.importSynonyms(house.operator, [
      { phrase: 'grass cutting', supportTypeSlug: 'gardening' },
      { phrase: 'cuppa', supportTypeSlug: 'befriending' },
    ]);
    await meili.meili.follower.follow();
    expect(standIn.indexes.get(INDEX)?.settings['synonyms']).toEqual({
      'grass cutting': ['Gardening'],
      cuppa: ['Company and befriending'],
    });
    expect((await meili.position()).revision).toBe(await meili.revision());
  });
});

describe('words that a search server reads', () => {
  beforeAll(() => {
    meili.standIn.matches.set('hegde', [
      { id: lawn, score: 0.4 },
      { id: tea, score: 0.7 },
      { id: hedge, score: 0.9 },
    ]);
  });
  beforeEach(() => void meili.standIn.taken());

  it('say which results there are and in what order; everything else is ours', async () => {
    const { house, standIn } = meili;
    expect(await house.found({ words: 'hegde' })).toEqual([hedge, tea, lawn]);
    expect(standIn.requests.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
      {
        method: 'POST',
        path: `/indexes/${INDEX}/search`,
        body: {
          q: 'hegde',
          filter: `build = "${build()}"`,
          limit: 10_000,
          attributesToRetrieve: ['id'],
          showRankingScore: true,
          matchingStrategy: 'all',
        },
      },
    ]);
    expect(await house.found({ words: 'hegde', sort: 'PRICE_LOW_TO_HIGH', kinds: ['PAID'] })).toEqual([lawn, hedge]);
    const { totalCount, facets, hits } = await house.search({ words: 'hegde', maximumPricePence: 2000n });
    expect(hits.map(({ id }) => id)).toEqual([tea, lawn]);
    expect(totalCount).toBe(2);
    expect(facets?.kinds.map(({ value, count }) => [value, count])).toEqual([
      ['PAID', 1],
      ['COMMUNITY', 1],
    ]);
    // Its order still, page by page.
    const page = await house.search({ words: 'hegde', first: 1 });
    expect(page.hasNextPage).toBe(true);
    expect(page.hits.map(({ sortKey }) => Number(sortKey))).toEqual([-Math.fround(0.9)]);
  });

  it('never carry a price, a reader or a filter to it', async () => {
    const { house, standIn } = meili;
    await house.search({ words: 'hegde', maximumPricePence: 1999n, councilKey: 'northam' }, house.funded(house.north));
    expect(standIn.requests).toHaveLength(1);
    expect(JSON.stringify(standIn.requests)).not.toMatch(/1999|northam|price|council/i);
    standIn.taken();
    await house.search({ maximumPricePence: 1999n });
    await house.search({ words: 'the of and' });
    expect(standIn.taken()).toEqual([]);
  });

  it('may have signs in them that are orders to it', async () => {
    await meili.house.search({ words: '"hegde" -lawn' });
    expect(meili.standIn.requests.map(({ body }) => (body as { q: string }).q)).toEqual(['hegde lawn']);
  });

  it('leave out what it has not yet been told is gone, and what it never knew', async () => {
    const { house, standIn } = meili;
    const { id } = await house.service(900n, { name: 'Gone soon' });
    await meili.meili.follower.follow();
    standIn.matches.set('soon', [
      { id, score: 0.9 },
      { id: hedge, score: 0.1 },
    ]);
    expect(await house.found({ words: 'soon' })).toEqual([id, hedge]);
    await house.owner.query(`delete from catalogue.search_document where id = $1`, [id]);
    expect(await house.found({ words: 'soon' })).toEqual([hedge]);
    await meili.meili.follower.follow();
  });
});

describe('a search server in trouble', () => {
  const search = { words: 'hedge' };
  beforeEach(async () => {
    meili.standIn.trouble = null;
    meili.standIn.matches.set('hedge', [{ id: tea, score: 0.5 }]);
    await sleep(LEFT_ALONE_MILLISECONDS);
    await meili.meili.follower.follow();
    expect(await meili.house.found(search)).toEqual([tea]);
    meili.standIn.taken();
  });
  afterAll(() => {
    meili.standIn.trouble = null;
  });

  it.each<Trouble>([
    'hangs',
    'cuts the line',
    'says 500',
    'says 503 in HTML',
    'talks nonsense',
    'gives no list',
    'gives things that are no matches',
  ])('that %s: Postgres reads the words, and it is left alone', async (trouble) => {
    const { house, standIn } = meili;
    standIn.trouble = trouble;
    const began = performance.now();
    const [answer, books] = await meili.both(search);
    expect(answer).toEqual(books);
    expect(answer).toMatchObject({ totalCount: 3 });
    expect(standIn.taken()).toEqual([SEARCHED]);
    expect(await house.found(search)).toHaveLength(3);
    if (performance.now() - began < LEFT_ALONE_MILLISECONDS) expect(standIn.taken()).toEqual([]);
  });

  it('is tried again by one search at a time, and used when it is well', async () => {
    const { house, standIn } = meili;
    standIn.trouble = 'hangs';
    await house.found(search);
    await sleep(LEFT_ALONE_MILLISECONDS);
    standIn.taken();
    const many = Array.from({ length: 10 }, () => house.found(search));
    for (const found of await Promise.all(many)) expect(found).toHaveLength(3);
    expect(standIn.taken().length).toBeLessThanOrEqual(1);
    standIn.trouble = null;
    await sleep(LEFT_ALONE_MILLISECONDS);
    expect(await house.found(search)).toEqual([tea]);
  });

  it('that finds nothing is not believed', async () => {
    meili.standIn.matches.set('hedge', []);
    const [answer, books] = await meili.both(search);
    expect(answer).toEqual(books);
    expect(answer).toMatchObject({ totalCount: 3 });
  });

  it('that is far behind is not asked; a little behind it is', async () => {
    const { house, standIn } = meili;
    const providerId = await house.provider();
    const services = Array.from({ length: 51 }, (_, at) => house.serviceInput(providerId, { name: `Hedge ${at}` }));
    await house.catalogue.importServices(house.operator, services.slice(0, 50));
    expect(await house.found(search)).toEqual([tea]);
    standIn.taken();
    await house.catalogue.importServices(house.operator, services.slice(50));
    const [answer, books] = await meili.both({ ...search, first: 100 });
    expect(answer).toEqual(books);
    expect(answer).toMatchObject({ totalCount: 54 });
    expect(standIn.taken()).toEqual([]);
    expect(await meili.meili.health()).toMatchObject({ documentsBehind: 51 });
    await meili.meili.follower.follow();
    expect(await meili.meili.health()).toMatchObject({ documentsBehind: 0, revisionsBehind: 0, secondsBehind: 0 });
  });

  it('that fails a task, or is away, is told the same again', async () => {
    const { house, standIn } = meili;
    for (const trouble of ['fails tasks', 'says 500', 'cuts the line'] as const) {
      const { id } = await house.service(900n, { name: 'Told again' });
      const before = await meili.position();
      standIn.trouble = trouble;
      await expect(meili.meili.follower.follow()).rejects.toThrow();
      expect(await meili.position()).toEqual(before);
      standIn.trouble = null;
      await meili.meili.follower.follow();
      expect(meili.sentIds()).toContain(id);
      expect((await meili.position()).revision).toBe(await meili.revision());
    }
  });

  it('whose key is another one: Postgres reads the words', async () => {
    const other = MeiliHouse.another(meili.house.database, meili.standIn);
    expect(await other.words.matched('hedge')).toEqual(new Map([[tea, 0.5]]));
    const { url } = meili.standIn.place;
    const keyless = MeiliHouse.at(meili.house.database, { url, key: 'wrong' });
    expect(await keyless.words.matched('hedge')).toBeNull();
    expect(keyless.words.read).toEqual({ meilisearch: 0, postgres: 1 });
  });
});

describe('an index that is lost', () => {
  const search = { words: 'hedge' };
  const builtAnew = async (): Promise<void> => {
    const before = build();
    const follower = MeiliHouse.another(meili.house.database, meili.standIn).follower;
    await follower.follow();
    expect(build()).not.toBe(before);
    expect((await meili.position()).build).toBe(build());
    expect(meili.sentIds()).toEqual(await meili.publishedIds());
    expect([...meili.standIn.indexes.keys()]).toEqual([INDEX]);
    await sleep(LEFT_ALONE_MILLISECONDS);
    expect(await meili.house.found(search)).toEqual([tea]);
  };
  const postgresAnswers = async (): Promise<void> => {
    const [answer, books] = await meili.both(search);
    expect(answer).toEqual(books);
  };
  let documents: number;
  beforeAll(async () => {
    documents = (await meili.publishedIds()).length;
  });

  it('is built anew; until then Postgres reads the words', async () => {
    meili.standIn.indexes.delete(INDEX);
    await postgresAnswers();
    await builtAnew();
  });

  it('is known by its build: one that was made by whoever sent a change is not read', async () => {
    meili.standIn.indexes.set(INDEX, {
      settings: {},
      documents: new Map([[tea, { id: tea, build: build(), revision: 1 }]]),
    });
    await postgresAnswers();
    await builtAnew();
  });

  it('is known by its number of documents', async () => {
    meili.standIn.indexes.get(INDEX)?.documents.delete(hedge);
    await builtAnew();
  });

  it('is built anew when its settings are of another version', async () => {
    await meili.house.owner.query(`update catalogue.search_follower set settings = 'older'`);
    await postgresAnswers();
    await builtAnew();
  });

  it('is built anew when the books are older than it: a backup was put back', async () => {
    await meili.house.owner.query('update catalogue.search_follower set revision = revision + 5');
    await postgresAnswers();
    await builtAnew();
    const newest = meili.standIn.indexes.get(INDEX)?.documents.get(lawn);
    meili.standIn.indexes.get(INDEX)?.documents.set(lawn, { ...newest, revision: 1e9 });
    await builtAnew();
  });

  it('can be built anew by hand, beside the one in use, which answers all the time', async () => {
    const { standIn, house } = meili;
    const found: string[][] = [];
    standIn.indexes.set(`${INDEX}--left-by-one-that-was-killed`, { settings: {}, documents: new Map() });
    standIn.carriedOut = async ({ path }) => {
      if (path.includes('--')) found.push(await house.found(search));
    };
    expect(await meili.meili.follower.rebuild()).toBe(documents);
    standIn.carriedOut = () => undefined;
    expect(found.length).toBeGreaterThanOrEqual(3);
    for (const ids of found) expect(ids).toEqual([tea]);
    expect([...standIn.indexes.keys()]).toEqual([INDEX]);
  });

  it('stays as it was when a rebuild fails', async () => {
    const before = build();
    meili.standIn.carriedOut = ({ path }) => {
      if (path === '/swap-indexes') meili.standIn.trouble = 'says 500';
    };
    await expect(meili.meili.follower.rebuild()).rejects.toThrow();
    meili.standIn.trouble = null;
    meili.standIn.carriedOut = () => undefined;
    expect((await meili.position()).build).toBe(before);
    await builtAnew();
  });
});

/** Of the index in use. */
function build(): string {
  return String([...(meili.standIn.indexes.get(INDEX)?.documents.values() ?? [])].at(-1)?.['build']);
}
