import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { id, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { asked } from './fixtures/asked-of-the-database.js';
import { FEED_SHAPES, shapeProblems } from './fixtures/feed-shape.js';
import { FeedWorld } from './fixtures/feed-world.js';

const MIGRATION = '../../catalogue/src/migrations/0300-open-referral.sql';
const EVERYTHING = [
  'Help at home',
  'Moon walk',
  'More help at home',
  'Out and about with Lorna',
  'Swimming for young people',
  'Thursday Teapot',
];

let feed: FeedWorld;

beforeAll(async () => {
  feed = await FeedWorld.open();
});

afterAll(() => feed.close());

describe('the nine addresses', () => {
  it('begin with what this is', async () => {
    for (const path of ['', '/'])
      expect(await feed.one(path)).toEqual({
        version: 'HSDS-UK-3.0',
        profile: 'https://openreferraluk.org/developers/specifications',
        openapi_url: 'https://openreferraluk.org/specifications/3.0/openapi.json',
      });
  });

  it('list public services and listings in the standard’s envelope', async () => {
    const page = await feed.page('/services');
    expect({ ...page, contents: page.contents.map(({ name }) => name).sort() }).toEqual({
      total_items: 6,
      total_pages: 1,
      page_number: 1,
      size: 6,
      first_page: true,
      last_page: true,
      empty: false,
      contents: EVERYTHING,
    });
  });

  it.each([
    ['services', FEED_SHAPES.listedService, FEED_SHAPES.service, 6],
    ['service_at_locations', FEED_SHAPES.listedPlace, FEED_SHAPES.place, 6],
    ['taxonomies', FEED_SHAPES.taxonomy, FEED_SHAPES.taxonomy, 5],
    // Three kinds in two groups, one group of people, two languages, one access, one of workers.
    ['taxonomy_terms', FEED_SHAPES.term, FEED_SHAPES.term, 10],
  ] as const)('/%s is as the standard says, listed and one by one', async (resource, listed, whole, count) => {
    const { contents } = await feed.page(`/${resource}?per_page=100`);
    expect(contents).toHaveLength(count);
    expect(contents.flatMap((thing) => shapeProblems(thing, listed))).toEqual([]);
    for (const { id: thingId } of contents) {
      const thing = await feed.one(`/${resource}/${thingId}`);
      expect(thing.id).toBe(thingId);
      expect(shapeProblems(thing, whole)).toEqual([]);
    }
  });

  it('tell of a service all that is public', async () => {
    const organization = {
      id: id('feed-charity'),
      name: 'Haven Pools',
      description: 'We help.',
      email: 'hello@provider.example',
      website: 'https://haven-pools.example',
      uri: `http://localhost:3000/providers/${id('feed-charity')}`,
    };
    const facts = {
      id: id('feed-swimming'),
      organization_id: id('feed-charity'),
      name: 'Swimming for young people',
      description: 'Help of a good kind.\n\nAsk us.',
      url: `http://localhost:3000/services/${id('feed-swimming')}`,
      email: 'hello@provider.example',
      status: 'active',
      fees: 'One swim: £4.50 a session. One hour: £5 a session',
      accreditations: 'Care Quality Commission: Good',
      minimum_age: 16,
      maximum_age: 25,
      last_modified: '2026-03-10T12:00:00.000Z',
    };
    const { contents } = await feed.page('/services?search=swimming');
    const lastModified = String(contents[0]?.['last_modified']);
    expect(contents).toEqual([{ ...facts, last_modified: lastModified, organization }]);
    const whole = await feed.one(`/services/${id('feed-swimming')}`);
    expect(whole).toMatchObject({ ...facts, last_modified: lastModified });
    expect(whole['organization']).toMatchObject({
      ...organization,
      organization_identifiers: [{ identifier_type: 'CQC location ID', identifier: '1-9991234567' }],
    });
    expect(whole['cost_options']).toEqual([
      {
        id: id('feed-swim'),
        service_id: id('feed-swimming'),
        option: 'One swim',
        amount: 4.5,
        amount_description: 'a session',
      },
      {
        id: id('feed-holiday-swim'),
        service_id: id('feed-swimming'),
        option: 'One hour',
        amount: 5,
        amount_description: 'a session',
      },
    ]);
    // A bank holiday is no day of the week.
    expect(whole['schedules']).toMatchObject([
      { freq: 'WEEKLY', byday: 'SA', description: 'At a time that you agree.' },
    ]);
    expect(whole['service_areas']).toMatchObject([{ name: 'Haven', service_area: 'Haven' }]);
    expect(whole['contacts']).toMatchObject([{ name: 'Haven Pools', title: 'Telephone 01632 960110' }]);
    expect(whole['service_at_locations']).toMatchObject([
      { location: { location_type: 'physical', name: 'Haven Pools', latitude: 52.309, longitude: -1.1 } },
    ]);
    const attributes = whole['attributes'] as { link_type: string; taxonomy_term: { name: string } }[];
    expect(attributes.map((one) => [one.link_type, one.taxonomy_term.name]).sort()).toEqual([
      ['accessibility', 'Hoist and changing bench'],
      ['language', 'English'],
      ['service_type', 'Sport and swimming'],
    ]);
    expect(whole['languages']).toHaveLength(1);
  });

  it('tell of a listing when and where it is, with the first day on which it happens', async () => {
    const { contents } = await feed.page('/services?search=teapot');
    const whole = await feed.one(`/services/${contents[0]?.id ?? ''}`);
    expect(whole).toMatchObject({
      name: 'Thursday Teapot',
      email: 'tea@friends.example',
      fees: 'Free',
      assured_date: '2026-03-10',
      organization: {
        id: id('group'),
        name: 'Tea Friends',
        description: 'A community group in the area of first council.',
      },
      cost_options: [{ option: 'Free', amount: 0 }],
      // Written down on a Tuesday.
      schedules: [
        {
          freq: 'WEEKLY',
          interval: 1,
          byday: 'TH',
          dtstart: '2026-03-12',
          opens_at: '10:00:00',
          closes_at: '12:00:00',
          description: 'Every Thursday, 10am to noon',
        },
      ],
      service_areas: [{ name: 'first council' }],
      service_at_locations: [
        {
          location: {
            name: 'Riverside Hall',
            addresses: [
              {
                address_1: 'Riverside Hall',
                city: 'Riverside',
                state_province: 'first council',
                postal_code: 'MB1',
                country: 'GB',
              },
            ],
            accessibility: [{ description: 'Step-free.' }],
          },
        },
      ],
    });
    const { contents: walks } = await feed.page('/services?search=moon');
    expect(await feed.one(`/services/${walks[0]?.id ?? ''}`)).toMatchObject({
      fees: '£1',
      cost_options: [{ option: 'Each time', amount: 1 }],
      schedules: [
        { freq: 'MONTHLY', byday: '2WE', dtstart: '2026-03-11', opens_at: '22:30:00', closes_at: '00:30:00' },
      ],
    });
  });

  it('put terms under the group of their kind, and name their taxonomy', async () => {
    const term = await feed.one(`/taxonomy_terms/${await feed.term('Sport and swimming')}`);
    const { contents } = await feed.page('/taxonomies');
    expect(term).toEqual({
      id: await feed.term('Sport and swimming'),
      name: 'Sport and swimming',
      description: 'Sport and swimming.',
      parent_id: await feed.term('Out and about'),
      taxonomy: 'Kinds of support',
      taxonomy_id: contents[0]?.id,
      term: 'Sport and swimming',
    });
  });

  it('do not know other ids, other addresses, or what is no id', async () => {
    const other = feed.lively.world.unknownId;
    for (const path of [
      ...['services', 'service_at_locations', 'taxonomies', 'taxonomy_terms'].flatMap((resource) => [
        `/${resource}/${other}`,
        `/${resource}/none`,
      ]),
      '/organizations',
      '/services/a/b',
      // A service has another id than its place.
      `/service_at_locations/${id('feed-swimming')}`,
    ]) {
      const { status, text, headers } = await feed.send(path);
      expect([path, status, text, headers.get('access-control-allow-origin')]).toEqual([
        path,
        404,
        '{"message":"There is nothing here.","what_to_do":"Begin at /open-referral/v3/services."}',
        '*',
      ]);
    }
  });
});

describe('asked of the database', () => {
  it('as often for many as for one', async () => {
    const ask = (path: string) => asked(() => feed.page(path));
    for (const resource of ['services', 'service_at_locations']) {
      await ask(`/${resource}?per_page=1`);
      await ask(`/${resource}?per_page=100`);
      const [one, all] = [await ask(`/${resource}?per_page=1`), await ask(`/${resource}?per_page=100`)];
      // Begin, scope, the page, its entries.
      expect([one.statements, all.statements]).toEqual([4, 4]);
    }
  });
});

describe('a catalogue that is older than the feed', () => {
  it('comes into it whole with the migration', async () => {
    const told = async (): Promise<string[]> => {
      const { contents } = await feed.page('/services?per_page=100');
      const things = await Promise.all(contents.map(({ id: thingId }) => feed.send(`/services/${thingId}`)));
      return things.map(({ text }) => text.replace(/"last_modified":"[^"]+"/, '')).sort();
    };
    const before = await told();
    const migration = await readFile(new URL(MIGRATION, import.meta.url), 'utf8');
    const comingIn = migration.slice(migration.indexOf('-- What is there already'));
    const client = new pg.Client({ connectionString: feed.lively.house.database.superuserUrl });
    await client.connect();
    await client.query('truncate catalogue.feed_entry, catalogue.feed_schedule, catalogue.feed_term');
    expect((await feed.page('/services')).total_items).toBe(0);
    await client.query(comingIn);
    await client.end();
    expect(await told()).toEqual(before);
  });
});

describe('prices', () => {
  it('are the public ones, also for a service that a council has agreed one for', async () => {
    const { contents } = await feed.page('/services?search=help at home');
    const mine = contents.find(({ id: serviceId }) => serviceId === feed.lively.world.serviceId);
    expect(mine?.['fees']).toBe('Hour: £27.50 an hour');
    expect(await feed.one(`/services/${feed.lively.world.serviceId}`)).toMatchObject({
      cost_options: [{ option: 'Hour', amount: Number(PUBLIC_PENCE) / 100 }],
    });
  });
});
