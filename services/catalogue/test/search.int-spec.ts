import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { NIL_ID, NOBODY } from '@owncourse/kernel/contract';
import { SEARCHED_WITHOUT_RESULT } from '../src/contract/index.js';
import { KeepSearchMisses } from '../src/use-cases/keep-search-misses.js';
import { CatalogueHouse, NOW, somebody } from './fixtures/catalogue-house.js';

describe('search', () => {
  let house: CatalogueHouse;
  let gardening: string;
  let cleaning: string;
  let shopping: string;
  let hoist: string;
  let farGarden: string;
  let tea: string;

  beforeAll(async () => {
    house = await CatalogueHouse.open();
    const { north, south } = house;
    await house.catalogue.importSynonyms(house.operator, [
      { phrase: 'hoist', supportTypeSlug: 'equipment' },
      { phrase: 'take mum shopping', supportTypeSlug: 'shopping' },
      { phrase: 'groceries', supportTypeSlug: 'shopping' },
      { phrase: 'grass cutting', supportTypeSlug: 'gardening' },
    ]);
    ({ id: gardening } = await house.service(2600n, {
      supportTypeSlug: 'gardening',
      name: 'Mowing and weeding',
      summary: 'Lawns, hedges and pots.',
      wardIds: north.wardIds,
    }));
    ({ id: cleaning } = await house.service(2060n, { name: 'A clean home', wardIds: north.wardIds.slice(1, 2) }));
    ({ id: shopping } = await house.service(
      1500n,
      { supportTypeSlug: 'shopping', name: 'To the market with you', summary: 'We walk with you.' },
      { unit: 'SESSION' },
    ));
    ({ id: hoist } = await house.service(
      12000n,
      { supportTypeSlug: 'equipment', name: 'Lifting aids to hire', summary: 'Slings and stands.' },
      { unit: 'WEEK' },
    ));
    const southern = await house.provider({ name: 'Southern Spades', kind: 'MICRO', postcodeDistrict: 'SO2' });
    ({ id: farGarden } = await house.service(1900n, {
      providerId: southern,
      supportTypeSlug: 'gardening',
      name: 'Digging and planting',
      wardIds: south.wardIds,
    }));
    const group = await house.communityGroup();
    tea = await house.catalogue.saveCommunityListing(group, {
      title: 'Thursday teapot',
      description: 'Tea and talk in the garden.',
      supportTypeSlug: 'befriending',
      wardId: north.wardIds[2] ?? '',
      placeName: 'The hall',
      postcodeDistrict: 'NO3',
      costPence: 0n,
      contactPhone: '01632 960002',
    });
    await house.catalogue.moderateListing(house.officer(north), { id: tea, publish: true, reason: null });
  });
  afterAll(() => house.close());

  it('finds words, and words of the same stem', async () => {
    expect(await house.found({ words: 'hedge' })).toEqual([gardening]);
    expect(await house.found({ words: 'walking' })).toEqual([shopping]);
  });

  it('mends a spelling and says so', async () => {
    for (const [typed, meant] of [
      ['gradening', 'gardening'],
      ['gardning', 'gardening'],
      ['hegdes', 'hedges'],
      ['equipmnet', 'equipment'],
    ]) {
      const answer = await house.search({ words: typed ?? '' });
      expect(answer.searchedFor).toBe(meant);
      expect(answer.totalCount).toBeGreaterThan(0);
    }
    expect((await house.search({ words: 'gardening' })).searchedFor).toBeNull();
  });

  it('finds part of a word', async () => {
    expect(await house.found({ words: 'equ' })).toEqual([hoist]);
    expect(await house.found({ words: 'plan' })).toEqual([farGarden]);
  });

  it('knows the plain words for a kind of support', async () => {
    expect(await house.found({ words: 'hoist' })).toEqual([hoist]);
    expect(await house.found({ words: 'Groceries!' })).toEqual([shopping]);
    expect(await house.found({ words: 'someone to take Mum shopping' })).toEqual([shopping]);
    expect((await house.found({ words: 'grass cuting' })).sort()).toEqual([gardening, farGarden].sort());
  });

  it('asks for every word, and for any of them where nothing has all', async () => {
    expect(await house.found({ words: 'mowing weeding' })).toEqual([gardening]);
    expect(await house.found({ words: 'mowing zzzzz' })).toEqual([gardening]);
    expect(await house.found({ words: 'the and of' })).toHaveLength(6);
  });

  it('filters by ward, unit, kind, support type and council', async () => {
    expect(await house.found({ wardIds: [house.north.wardIds[1] ?? ''] })).toEqual(
      expect.arrayContaining([gardening, cleaning]),
    );
    expect(await house.found({ wardIds: [house.north.wardIds[1] ?? ''] })).toHaveLength(2);
    expect(await house.found({ unit: 'WEEK' })).toEqual([hoist]);
    expect(await house.found({ kinds: ['COMMUNITY'] })).toEqual([tea]);
    expect(await house.found({ supportTypes: ['gardening'], councilKey: 'southam' })).toEqual([farGarden]);
    expect(await house.found({ councilKey: 'nowhere' })).toEqual([]);
  });

  it('puts the nearest first and leaves out what is too far', async () => {
    const near = await house.search({ postcode: 'no1 1aa', sort: 'NEAREST', withinMiles: 20 });
    expect(near.postcodeNotFound).toBe(false);
    expect(near.hits.at(-1)?.id).toBe(tea);
    expect(near.hits.at(-1)?.miles).toBe(13.8);
    expect(near.hits.map((hit) => hit.id)).not.toContain(farGarden);
    expect(near.hits.map((hit) => hit.miles)).toEqual([0, 0, 0, 0, 13.8]);
    expect(await house.found({ postcode: 'NO1', withinMiles: 13 })).toHaveLength(4);
  });

  it('says when it does not know a postcode, and searches on without it', async () => {
    const answer = await house.search({ postcode: 'ZZ99 9ZZ', withinMiles: 5, sort: 'NEAREST' });
    expect(answer.postcodeNotFound).toBe(true);
    expect(answer.totalCount).toBe(6);
    expect((await house.search({})).postcodeNotFound).toBe(false);
  });

  it('gives every result once, page after page, in every order', async () => {
    for (const sort of ['BEST_MATCH', 'NEAREST', 'PRICE_LOW_TO_HIGH', 'RATING'] as const) {
      const whole = await house.search({ sort, postcode: 'NO2' });
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page = await house.search({ sort, postcode: 'NO2', first: 2, after });
        expect(page.totalCount).toBe(6);
        seen.push(...page.hits.map((hit) => hit.id));
        const last = page.hits.at(-1);
        after =
          page.hasNextPage && last
            ? Buffer.from(JSON.stringify([last.sortKey, last.lot, last.id])).toString('base64url')
            : null;
      } while (after !== null);
      expect(seen).toEqual(whole.hits.map((hit) => hit.id));
      expect(new Set(seen).size).toBe(6);
    }
  });

  it('refuses a cursor, a page size or a distance that cannot be', async () => {
    for (const input of [
      { after: 'nonsense' },
      { after: Buffer.from('["1","x","y"]').toString('base64url') },
      { first: 0 },
      { first: 101 },
      { postcode: 'NO1', withinMiles: 0 },
    ]) {
      await expect(house.search(input)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
  });

  it('never shows a draft, or what was retired', async () => {
    const { id } = await house.service(100n, { name: 'Secret snorkelling', status: 'DRAFT' });
    const retired = await house.service(100n, { name: 'Old snorkelling', status: 'RETIRED' });
    expect(await house.found({ words: 'snorkelling' })).toEqual([]);
    const everything = await house.found({});
    expect(everything).not.toContain(id);
    expect(everything).not.toContain(retired.id);
  });

  it('follows a change at once', async () => {
    const providerId = await house.provider();
    const service = house.serviceInput(providerId, { name: 'Trampoline mending' });
    await house.catalogue.importServices(house.operator, [service]);
    expect(await house.found({ words: 'trampoline' })).toEqual([service.id]);
    await house.catalogue.importServices(house.operator, [{ ...service, name: 'Umbrella mending' }]);
    expect(await house.found({ words: 'trampoline' })).toEqual([]);
    await house.provider({ id: providerId, name: 'Parasol Partners' });
    expect(await house.found({ words: 'parasol' })).toEqual([service.id]);
    await house.provider({ id: providerId, status: 'RETIRED' });
    expect(await house.found({ words: 'umbrella' })).toEqual([]);
  });

  it('keeps a search that found nothing, without what could be a person', async () => {
    expect(
      await house.found(
        { words: 'Quokkas for ada@example.org at NO1 1AA', councilKey: 'northam', kinds: ['COMMUNITY'] },
        { ...somebody(), fundingCouncilId: null },
      ),
    ).toEqual([]);
    await house.searching.onModuleDestroy();
    const { rows } = await house.owner.query<{ council_id: string; payload: unknown; occurred_at: Date }>(
      `select council_id, payload, occurred_at from kernel.outbox where type = $1 and payload ->> 'words' like '%quokka%'`,
      [SEARCHED_WITHOUT_RESULT],
    );
    expect(rows).toEqual([{ council_id: house.north.id, payload: { words: 'quokkas for at' }, occurred_at: NOW }]);
  });

  it('hands the misses on to the report, each once', async () => {
    const event = {
      id: randomUUID(),
      type: SEARCHED_WITHOUT_RESULT,
      version: 1,
      councilId: house.north.id,
      payload: { words: 'sauna' },
      occurredAt: NOW,
    };
    const consumer = new KeepSearchMisses();
    for (let time = 0; time < 2; time += 1) {
      await house.database.transaction(NOBODY, (queries) => consumer.handle([event], queries));
    }
    const misses = `select words, misses::int from catalogue.search_misses($1, '2026-03-01', '2026-04-01')`;
    expect(await house.rows(null, misses, [house.north.id])).toEqual([{ words: 'sauna', misses: 1 }]);
    expect(await house.rows(null, misses, [house.south.id])).toEqual([]);
  });

  it('puts the best rated provider first, and those without a rating after all that have one', async () => {
    const wardIds = house.north.wardIds.slice(0, 1);
    const names = ['xylophone one', 'xylophone two', 'xylophone three'];
    const services = [];
    for (const name of names) {
      const providerId = await house.provider({ name });
      services.push({ ...(await house.service(100n, { providerId, name, wardIds })), providerId });
    }
    const [unrated, poor, good] = services;
    for (const [subject, each] of [
      [NIL_ID, 3],
      [poor?.providerId, 1],
      [good?.providerId, 5],
    ]) {
      await house.owner.query('insert into ratings.tally values ($1, 2, $2, $2, $2, $2, $2)', [
        subject,
        Number(each) * 2,
      ]);
    }
    expect(await house.found({ words: 'xylophone', sort: 'RATING' })).toEqual([good?.id, poor?.id, unrated?.id]);
  });

  it('lets what nobody has checked for long sink', async () => {
    const group = await house.communityGroup('Old Friends');
    house.clock.moveTo(new Date('2025-03-20T10:00:00Z'));
    const input = {
      description: 'Kazoo kazoo kazoo.',
      supportTypeSlug: 'befriending',
      wardId: house.north.wardIds[0] ?? '',
      placeName: 'Hall',
      postcodeDistrict: 'NO1',
      costPence: 0n,
      contactPhone: '1',
    };
    const old = await house.catalogue.saveCommunityListing(group, { ...input, title: 'Kazoo kazoo' });
    await house.catalogue.moderateListing(house.officer(house.north), { id: old, publish: true, reason: null });
    house.clock.moveTo(NOW);
    const fresh = await house.catalogue.saveCommunityListing(group, {
      ...input,
      title: 'Band',
      description: 'A kazoo among others.',
    });
    await house.catalogue.moderateListing(house.officer(house.north), { id: fresh, publish: true, reason: null });
    expect(await house.found({ words: 'kazoo' })).toEqual([fresh, old]);
    await house.policy(house.north, 'listingStaleDays', 1000);
    expect(await house.found({ words: 'kazoo' })).toEqual([old, fresh]);
  });
});
