import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { NOBODY } from '@owncourse/kernel/contract';
import { SEARCHED_WITHOUT_RESULT } from '../src/contract/index.js';
import { KeepSearchMisses } from '../src/use-cases/keep-search-misses.js';
import { CatalogueHouse, NOW, somebody } from './fixtures/catalogue-house.js';
import { behaviourContract } from './fixtures/search-behaviour.js';
import { onPostgres } from './fixtures/search-engines.js';
import { filterContract } from './fixtures/search-filter-behaviour.js';

behaviourContract('Postgres', onPostgres);
filterContract('Postgres', onPostgres);

describe('a search, whatever engine answers it', () => {
  let house: CatalogueHouse;

  beforeAll(async () => {
    house = await CatalogueHouse.open();
    await house.service(2600n, { supportTypeSlug: 'gardening', name: 'Mowing and weeding' });
  });
  afterAll(() => house.close());

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

  it('refuses a filter that cannot be, and names it', async () => {
    for (const [field, input] of [
      ['worker', { worker: 'anybody' as 'men-available' }],
      ['canStart', { canStart: 'TOMORROW' as 'NOW' }],
      ['minimumRating', { minimumRating: 0 }],
      ['minimumRating', { minimumRating: 6 }],
      ['languages', { languages: ['Eng\u0000lish'] }],
      ['languages', { languages: Array.from({ length: 51 }, (_, place) => `Language ${place}`) }],
      ['accessNeeds', { accessNeeds: ['x'.repeat(201)] }],
      ['cqcRatings', { cqcRatings: ['\u0007'] }],
    ] as const)
      await expect(house.search(input)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        details: { problems: [{ field }] },
      });
  });

  it('takes an empty list for no filter', async () => {
    expect(await house.found({ languages: [], accessNeeds: [], cqcRatings: [] })).toHaveLength(1);
  });
});
