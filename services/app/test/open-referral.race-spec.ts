import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { id } from '../src/testing/small-world.js';
import { FeedWorld } from './fixtures/feed-world.js';

const ROUNDS = [0, 1, 2, 3, 4];

let feed: FeedWorld;

beforeAll(async () => {
  feed = await FeedWorld.open();
});

afterAll(() => feed.close());

/** The feed's moment, once its second is over. */
async function moment(): Promise<number> {
  feed.later(600);
  return Date.parse((await feed.send('/services')).headers.get('last-modified') ?? '');
}

describe('changes at the same moment', () => {
  it.each(ROUNDS)('each move the feed’s moment on, and lose nothing: round %i', async (round) => {
    const before = await moment();
    const waiting = await Promise.all([0, 1, 2].map((number) => feed.write({ title: `At once ${round}.${number}` })));
    expect(await moment()).toBe(before);
    const swimming = { id: id('feed-swimming'), providerId: id('feed-charity'), supportTypeSlug: 'sport' };
    const places = await feed.page('/services?per_page=100');
    const at = feed.lively.clock.now().getTime();
    // Three moderators, a service and its provider.
    await Promise.all([
      ...waiting.map((listing) => feed.judge(listing, true)),
      feed.service({ ...swimming, name: `Swimming ${round}` }, []),
      feed.provider({ id: id('feed-charity'), name: `Haven Pools ${round}`, postcodeDistrict: 'OH1' }),
    ]);
    // Five changes, each later than the one before.
    expect(await moment()).toBe(Math.floor(at / 1000) * 1000 + 4000);
    const after = await feed.page('/services?per_page=100');
    const names = after.contents.map(({ name }) => name);
    expect(names.slice(-3).sort()).toEqual([0, 1, 2].map((number) => `At once ${round}.${number}`));
    expect(after.contents.slice(0, -3).map((one) => one.id)).toEqual(places.contents.map((one) => one.id));
    expect(after.contents.find((one) => one.id === id('feed-swimming'))).toMatchObject({
      name: `Swimming ${round}`,
      organization: { name: `Haven Pools ${round}` },
    });
  });

  it('of the same listing: published and written again at once, it shows what the moderator read, or nothing', async () => {
    for (const round of ROUNDS) {
      const listing = await feed.write({ title: `First words ${round}` });
      await Promise.allSettled([
        feed.judge(listing, true),
        feed.write({ id: listing, title: `Second words ${round}` }),
      ]);
      // Whoever came last, an entry is there only for words that a moderator said yes to.
      const row = await feed.statusOf(listing);
      const reply = await feed.send(`/services/${listing}`);
      expect([round, reply.status]).toEqual([round, row?.status === 'PUBLISHED' ? 200 : 404]);
      if (reply.status === 200) expect(JSON.parse(reply.text)).toMatchObject({ name: row?.title });
    }
  });
});
