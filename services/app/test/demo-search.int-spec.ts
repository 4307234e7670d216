import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CATALOGUE, type CataloguePort, type SearchAnswer } from '@owncourse/catalogue/contract';
import { londonInstant, ManualClock } from '@owncourse/kernel/contract';
import { createTestDatabase, type TestDatabase } from '@owncourse/kernel/testing';
import { searchSynonyms } from '@owncourse/seed/contract';
import pg from 'pg';
import { playDemo } from '../src/demo/play-demo.js';
import { createApplication } from '../src/server.js';

const ANCHOR = '2026-03-05';

describe('finding by plain words in the demo', () => {
  let database: TestDatabase;
  let application: NestFastifyApplication;
  let catalogue: CataloguePort;
  let typeOf: ReadonlyMap<string, string>;

  beforeAll(async () => {
    database = await createTestDatabase();
    await playDemo({ appUrl: database.appUrl, anchor: ANCHOR, weeks: 1 });
    application = await createApplication({
      appUrl: database.appUrl,
      demo: true,
      clock: new ManualClock(londonInstant(ANCHOR, '09:00')),
      storefront: false,
    });
    catalogue = application.get<CataloguePort>(CATALOGUE, { strict: false });
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const { rows } = await owner.query<{ id: string; slug: string }>(
      'select id, support_type_slug as slug from catalogue.search_document',
    );
    await owner.end();
    typeOf = new Map(rows.map(({ id, slug }) => [id, slug]));
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  const search = (words: string): Promise<SearchAnswer> => catalogue.search(null, { words, first: 1 });

  it('puts the support type that a reviewed phrase means first, for each of them', async () => {
    const wrong: string[] = [];
    for (const { words, supportTypeSlug } of searchSynonyms) {
      const [first] = (await search(words)).hits;
      const found = first && typeOf.get(first.id);
      if (found !== supportTypeSlug) wrong.push(`${words}: ${found ?? 'nothing'} instead of ${supportTypeSlug}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ['someone to take Mum shopping', 'shopping'],
    ['a sitting service please', 'short-breaks'],
    ['I need a hoist', 'equipment'],
    ['grass cuting', 'gardening'],
    ['can somebody walk my dog?', 'pet-care'],
  ])('understands “%s”', async (words, slug) => {
    const [first] = (await search(words)).hits;
    expect(first && typeOf.get(first.id)).toBe(slug);
  });
});
