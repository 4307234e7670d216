import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { id } from '../src/testing/small-world.js';
import { FeedWorld } from './fixtures/feed-world.js';

let feed: FeedWorld;
const clubs: string[] = [];

beforeAll(async () => {
  feed = await FeedWorld.open();
  for (let number = 0; number < 9; number += 1) clubs.push(await feed.publish({ title: `Club number ${number}` }));
});

beforeEach(() => feed.later(60));

afterAll(() => feed.close());

/** @returns names in the order in which they came; `between` runs after each page */
async function crawl(
  path: string,
  between: (page: number) => Promise<void> = () => Promise.resolve(),
): Promise<string[]> {
  const seen: string[] = [];
  for (let page = 1; ; page += 1) {
    const { contents, last_page: last } = await feed.page(`${path}&page=${page}`);
    seen.push(
      ...contents.map((thing) => ('service' in thing ? (thing['service'] as { name: string }).name : thing.name)),
    );
    if (last) return seen;
    await between(page);
  }
}

describe('pages', () => {
  it.each(['services', 'service_at_locations'])('of /%s give each thing once, and count right', async (resource) => {
    const whole = await crawl(`/${resource}?per_page=100`);
    expect(whole).toHaveLength(15);
    expect(await crawl(`/${resource}?per_page=4`)).toEqual(whole);
    expect(await crawl(`/${resource}?per_page=1`)).toEqual(whole);
    const sizes: unknown[] = [];
    for (const page of [1, 4, 5]) {
      const { contents, ...envelope } = await feed.page(`/${resource}?per_page=4&page=${page}`);
      sizes.push({ ...envelope, seen: contents.length });
    }
    const [all, none] = [
      { total_items: 15, total_pages: 4 },
      { first_page: false, last_page: true },
    ];
    expect(sizes).toEqual([
      { ...all, page_number: 1, size: 4, first_page: true, last_page: false, empty: false, seen: 4 },
      { ...all, page_number: 4, size: 3, ...none, empty: false, seen: 3 },
      { ...all, page_number: 5, size: 0, ...none, empty: true, seen: 0 },
    ]);
  });

  it('of terms and taxonomies too', async () => {
    for (const resource of ['taxonomies', 'taxonomy_terms'])
      expect(await crawl(`/${resource}?per_page=2`)).toEqual(await crawl(`/${resource}?per_page=100`));
  });

  it('without anything in them are the first and the last', async () => {
    expect(await feed.page('/services?search=zzzz')).toEqual({
      total_items: 0,
      total_pages: 0,
      page_number: 1,
      size: 0,
      first_page: true,
      last_page: true,
      empty: true,
      contents: [],
    });
  });

  it('stay where they are when something is added, changed or comes back', async () => {
    const before = await crawl('/services?per_page=100');
    const during = await crawl('/services?per_page=4', async (page) => {
      if (page === 1) await feed.publish({ title: 'Added meanwhile' });
      if (page === 2)
        await feed.service({ id: id('feed-swimming'), providerId: id('feed-charity'), name: 'Swimming, changed' }, []);
    });
    expect(during.slice(0, before.length)).toEqual(before);
    expect(during).toHaveLength(before.length + 1);
    // Written anew it is told as it was until the moderator has read it, and then where it stood.
    const [first = ''] = clubs;
    const standing = await crawl('/services?per_page=100');
    await feed.write({ id: first, title: 'Club number 0, again' });
    expect(await crawl('/services?per_page=100')).toEqual(standing);
    await feed.judge(first, true);
    expect(await crawl('/services?per_page=100')).toEqual(
      standing.map((name) => (name === 'Club number 0' ? 'Club number 0, again' : name)),
    );
  });

  it('led to by the Link header miss nothing when something before is withdrawn', async () => {
    const before = await crawl('/services?per_page=100');
    const seen: string[] = [];
    let path: string | undefined = '/services?per_page=4&search=';
    for (let page = 1; path !== undefined; page += 1) {
      const reply = await feed.send(path);
      seen.push(...(JSON.parse(reply.text) as { contents: { name: string }[] }).contents.map(({ name }) => name));
      path = /^<\/open-referral\/v3([^>]+)>; rel="next"$/.exec(reply.headers.get('link') ?? '')?.[1];
      if (page === 1)
        await feed.service(
          {
            id: feed.lively.world.serviceId,
            providerId: feed.lively.world.providerId,
            name: 'Gone',
            status: 'RETIRED',
          },
          [],
        );
    }
    expect(seen).toEqual(before);
    expect(await crawl('/services?per_page=100')).toEqual(before.filter((name) => name !== 'Help at home'));
    expect((await feed.send(`/services/${feed.lively.world.serviceId}`)).status).toBe(404);
  });
});

describe('a copy', () => {
  const path = `/services/${id('feed-swimming')}`;
  const get = (where: string, headers: Record<string, string>) => feed.send(where, { headers });

  it.each(['', '/services', path, '/service_at_locations', '/taxonomies', '/taxonomy_terms'])(
    'of "%s" that is still right costs nothing',
    async (where) => {
      const first = await feed.send(where);
      const etag = first.headers.get('etag') ?? '';
      expect(etag).toMatch(/^"[\w-]{43}"$/);
      expect(first.headers.get('cache-control')).toBe('public, no-cache');
      const again = await get(where, { 'if-none-match': etag });
      expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
      expect(again.headers.get('access-control-allow-origin')).toBe('*');
      const head = await feed.send(where, { method: 'HEAD' });
      expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', etag]);
      expect((await get(where, { 'if-none-match': '"other"' })).text).toBe(first.text);
      if (where === '') return;
      const lastModified = first.headers.get('last-modified') ?? '';
      expect((await get(where, { 'if-modified-since': lastModified })).status).toBe(304);
      expect((await get(where, { 'if-modified-since': 'Mon, 09 Mar 2026 12:00:00 GMT' })).status).toBe(200);
    },
  );

  it('is out of date after a change of the service, its provider, price or place, and of nothing else', async () => {
    const { providerId } = { providerId: id('feed-charity') };
    const swimming = { id: id('feed-swimming'), providerId, name: 'Swimming', supportTypeSlug: 'sport' } as const;
    const changes: (readonly [words: string, change: () => Promise<unknown>])[] = [
      ['the service', () => feed.service(swimming, [])],
      ['its provider', () => feed.provider({ id: providerId, name: 'Haven Baths', postcodeDistrict: 'OH1' })],
      ['its price', () => feed.service(swimming, [{ id: id('feed-swim'), publicUnitPricePence: 475n }])],
    ];
    for (const [words, change] of changes) {
      feed.later(60);
      const [one, list] = [await feed.send(path), await feed.send('/services')];
      feed.later(60);
      await change();
      feed.later(60);
      for (const [before, where] of [
        [one, path],
        [list, '/services'],
      ] as const) {
        const since = await get(where, { 'if-modified-since': before.headers.get('last-modified') ?? '' });
        expect([words, where, since.status]).toEqual([words, where, 200]);
        const tag = await get(where, { 'if-none-match': before.headers.get('etag') ?? '' });
        expect([words, where, tag.status]).toEqual([words, where, 200]);
      }
    }
    const [one, list] = [await feed.send(path), await feed.send('/services')];
    // The same again is no change, and neither is a draft or something that waits.
    await feed.service(swimming, [{ id: id('feed-swim'), publicUnitPricePence: 475n }]);
    await feed.service({ id: id('hidden', 1), providerId, name: 'Still a draft', status: 'DRAFT' }, []);
    await feed.write({ title: 'Waits' });
    feed.later(60);
    expect((await feed.send(path)).headers.get('last-modified')).toBe(one.headers.get('last-modified'));
    expect((await feed.send('/services')).headers.get('last-modified')).toBe(list.headers.get('last-modified'));
    expect((await feed.send('/services')).text).toBe(list.text);
  });

  it('from the second of a change is asked for again', async () => {
    await feed.publish({ title: 'Just now' });
    const now = await feed.send('/services');
    expect([now.status, now.headers.get('last-modified')]).toEqual([200, null]);
    feed.later(1);
    expect((await feed.send('/services')).headers.get('last-modified')).not.toBeNull();
  });
});

describe('any site', () => {
  it('may read, and is told what it may not', async () => {
    const hello = await feed.send('/services', {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' },
    });
    expect([hello.status, hello.text]).toEqual([204, '']);
    const header = (name: string): string | null => hello.headers.get(name);
    expect([header('access-control-allow-origin'), header('access-control-allow-methods')]).toEqual([
      '*',
      'GET, HEAD, OPTIONS',
    ]);
    expect(header('access-control-allow-headers')).toBe('Accept, Content-Type, If-Modified-Since, If-None-Match');
    expect(header('access-control-allow-credentials')).toBeNull();
    const read = await feed.send('/services', { headers: { origin: 'https://elsewhere.example' } });
    expect(read.headers.get('access-control-allow-origin')).toBe('*');
    expect(read.headers.get('access-control-expose-headers')).toBe('ETag, Last-Modified, Link');
    expect(read.headers.get('set-cookie')).toBeNull();
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('cannot %s', async (method) => {
    for (const path of ['', '/services', '/services/', `/taxonomies/${id('none')}`, '/nothing']) {
      const reply = await feed.send(path, { method, headers: { 'content-type': 'text/xml' }, body: '<no/>' });
      expect([path, reply.status, reply.headers.get('allow')]).toEqual([path, 405, 'GET, HEAD, OPTIONS']);
      expect(JSON.parse(reply.text)).toEqual({
        message: 'This is for reading only.',
        what_to_do: 'Use one of GET, HEAD, OPTIONS.',
      });
    }
  });
});
