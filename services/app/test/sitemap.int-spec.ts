import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asSuperuser } from './fixtures/as-superuser.js';
import { FeedWorld } from './fixtures/feed-world.js';

const SITE = 'http://localhost:3000';

let feed: FeedWorld;

beforeAll(async () => {
  feed = await FeedWorld.open();
});

afterAll(() => feed.close());

async function read(path: string): Promise<{ status: number; type: string | null; text: string }> {
  const answer = await fetch(`${feed.origin}${path}`);
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}

const addresses = (text: string): string[] => [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map((found) => found[1] ?? '');

async function ids(sql: string): Promise<string[]> {
  const { rows } = await asSuperuser(feed.lively.house.database.superuserUrl, (client) =>
    client.query<{ id: string }>(sql),
  );
  return rows.map((row) => row.id);
}

describe('the sitemap', () => {
  it('is named by robots.txt, which keeps people’s own pages out', async () => {
    const { status, text } = await read('/robots.txt');
    expect(status).toBe(200);
    expect(text.split('\n')).toEqual(
      expect.arrayContaining(['Disallow: /my-', 'Disallow: /council', `Sitemap: ${SITE}/sitemap.xml`]),
    );
    expect(text).not.toMatch(/Disallow: \/(services|providers|community|search)/);
  });

  it('leads to a file of each kind', async () => {
    const { status, type, text } = await read('/sitemap.xml');
    expect([status, type]).toEqual([200, 'application/xml; charset=utf-8']);
    expect(text).toContain('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">');
    expect(addresses(text)).toEqual(
      ['pages', 'services-1', 'providers-1', 'community-1'].map((name) => `${SITE}/sitemap/${name}.xml`),
    );
    expect(addresses((await read('/sitemap/pages.xml')).text)).toContain(`${SITE}/search`);
  });

  it.each([
    ['services', 'select s.id from catalogue.service s join catalogue.provider p on p.id = s.provider_id'],
    ['providers', 'select p.id from catalogue.provider p'],
    ['community', 'select l.id from catalogue.community_listing l'],
  ])('has each public page of %s once, and no other', async (kind, all) => {
    const published = await ids(
      kind === 'services'
        ? `${all} where s.status = 'PUBLISHED' and p.status = 'PUBLISHED' and exists (select from catalogue.variant v where v.service_id = s.id and v.status = 'PUBLISHED')`
        : kind === 'providers'
          ? `${all} where p.status = 'PUBLISHED' and exists (select from catalogue.service s join catalogue.variant v on v.service_id = s.id
               where s.provider_id = p.id and s.status = 'PUBLISHED' and v.status = 'PUBLISHED')`
          : `${all} where l.status = 'PUBLISHED'`,
    );
    const told = addresses((await read(`/sitemap/${kind}-1.xml`)).text);
    expect(told).toEqual(published.sort().map((id) => `${SITE}/${kind}/${id}`));
    expect(published.length).toBeGreaterThan(0);
    // There is something that is not public, or this would show nothing.
    expect((await ids(all)).length).toBeGreaterThan(published.length);
  });

  it.each([
    '/sitemap/services-2.xml',
    '/sitemap/services-0.xml',
    '/sitemap/people-1.xml',
    '/sitemap/services-1.xml.gz',
  ])('has nothing at %s', async (path) => {
    expect((await read(path)).status).toBe(404);
  });
});
