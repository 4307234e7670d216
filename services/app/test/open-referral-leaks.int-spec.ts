import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { asSuperuser } from './fixtures/as-superuser.js';
import { FeedWorld, HIDDEN } from './fixtures/feed-world.js';
import { secretsOf } from './fixtures/lively-world.js';

let feed: FeedWorld;
let dump: string;
/** Without ids, whose digits may be any. */
let words: string;

/** Everything that the feed tells, as one text. */
async function everything(headers: Record<string, string> = {}): Promise<string> {
  const told: string[] = [];
  const tell = async (path: string): Promise<string> => {
    const { text, headers: sent } = await feed.send(path, { headers });
    told.push(text, sent.get('link') ?? '', sent.get('last-modified') ?? '');
    return text;
  };
  await tell('/');
  for (const resource of ['services', 'service_at_locations', 'taxonomies', 'taxonomy_terms']) {
    const { contents } = JSON.parse(await tell(`/${resource}?per_page=100`)) as { contents: { id: string }[] };
    for (const thing of contents) await tell(`/${resource}/${thing.id}`);
  }
  return told.join('\n');
}

async function names(sql: string): Promise<string[]> {
  const { rows } = await asSuperuser(feed.lively.house.database.superuserUrl, (client) =>
    client.query<{ name: string }>(sql),
  );
  return rows.map(({ name }) => name);
}

beforeAll(async () => {
  feed = await FeedWorld.open();
  await feed.lively.live(0);
  feed.later(60);
  dump = await everything();
  words = dump.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '');
});

afterAll(() => feed.close());

describe('the whole feed', () => {
  it('has something in it', () => {
    expect(dump).toContain('Help at home');
    expect(dump).toContain('27.5');
  });

  it('names no person, nor anything of their lives', async () => {
    const people = await names('select name from identity.person union select email from identity.user_account');
    expect(people).toEqual(expect.arrayContaining(['Holder 0', 'Hari Other', 'Pat Provider', 'Gus Group']));
    expect(people.filter((name) => dump.includes(name))).toEqual([]);
    expect(Object.values(secretsOf(0)).filter((secret) => dump.includes(secret))).toEqual([]);
    const ids = await names('select id::text as name from identity.person');
    // A group's fixed id is that of the person who runs it in the small world.
    expect(ids.filter((one) => one !== id('group') && dump.includes(one))).toEqual([]);
  });

  it('has no agreed price', async () => {
    const agreed = (Number(AGREED_PENCE) / 100).toString();
    expect(agreed).toBe('24.1');
    for (const price of [agreed, '24.10', AGREED_PENCE.toString(), 'rate_card', 'rateCard'])
      expect(words).not.toContain(price);
  });

  it('has nothing that is a draft, retired, waiting or refused, and no price of such', () => {
    const { draftPricePence, ...hiddenNames } = HIDDEN;
    for (const hidden of [
      ...Object.values(hiddenNames),
      'Hiddenish',
      '77.77',
      draftPricePence.toString(),
      'Secret listing',
    ])
      expect(words).not.toContain(hidden);
    for (const hidden of [
      id('hidden', 1),
      id('hidden', 2),
      id('hidden', 3),
      id('hidden-provider'),
      id('feed-assistant-draft'),
    ])
      expect(dump).not.toContain(hidden);
  });

  it('has of a personal assistant what they do, but no name, number or place of theirs', async () => {
    expect(dump).toContain('I, Lorna, come with you.');
    for (const theirs of ['Whitcombe', 'whitcombe', '01632 960777', '52.3051', '1.1052'])
      expect(words).not.toContain(theirs);
    const service = await feed.one(`/services/${id('feed-assistant-service')}`);
    expect(service['email']).toBeUndefined();
    expect(service['contacts']).toBeUndefined();
    expect(service['organization']).toEqual({
      id: id('feed-assistant'),
      name: 'Personal assistant, Riverside',
      description: 'Works alone, for people who choose their own support. Name and numbers are on the page.',
      uri: `http://localhost:3000/providers/${id('feed-assistant')}`,
    });
    expect(service['service_at_locations']).toMatchObject([
      { location: { name: 'Riverside (MB1)', latitude: 52.3, longitude: -1.1 } },
    ]);
    expect(JSON.stringify(service)).not.toContain('address_1');
  });

  it('is the same to the letter for everybody who is signed in', async () => {
    for (const email of ['holder0@first.example', 'finance@first.example', 'provider@first.example']) {
      const client = await feed.lively.signInAs(email);
      const answer = await client.get('/open-referral/v3/services?per_page=100');
      expect(await answer.text()).toBe((await feed.send('/services?per_page=100')).text);
    }
    expect(await everything({ cookie: 'owncourse_session=nonsense', authorization: 'Bearer x' })).toBe(dump);
  });

  it('does not move when only an agreed price does', async () => {
    const before = await everything();
    await feed.lively.rates.publishRateCard(await feed.lively.world.actor('finance-second'), {
      councilId: feed.lively.world.otherCouncilId,
      providerId: feed.lively.world.providerId,
      version: 1,
      validFrom: '2026-03-01',
      validBefore: null,
      bankHolidayMultiplier: '1',
      cancellationNoticeHours: 24,
      cancellationPercent: '50',
      items: [{ variantId: feed.lively.world.variantId, unit: 'HOUR', kind: 'FIXED', unitPricePence: 1_234n }],
    });
    feed.later(60);
    expect(await everything()).toBe(before);
  });
});
