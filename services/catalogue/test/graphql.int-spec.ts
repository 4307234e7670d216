import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { NOW } from './fixtures/catalogue-house.js';
import { GraphqlHouse } from './fixtures/graphql-house.js';

const SERVICE_FIELDS = `id name summary description whoFor languages genderOfWorker accessNeeds regulatedActivity nextAvailableOn
  supportType { slug name group } wards { id name councilKey } provider { id name kind postcodeDistrict phone email website cqcRating languages }
  variants { id name unit dayType timeBand ratio minimumQuantity typicalQuantity publicPricePence service { name provider { name } } }`;
const LISTING_FIELDS = `id organisationName title whenInWords nextDates ward { name } costPence lastCheckedOn stale status`;
const SEARCH = `query ($search: ServiceSearchInput, $first: Int) { services(search: $search, first: $first) {
  totalCount searchedFor postcodeNotFound pageInfo { hasNextPage endCursor }
  facets { supportTypes { value label count } wards { label count } units { value label count } priceBands { value label count } kinds { label count } }
  edges { cursor distanceMiles node { __typename ... on Service { ${SERVICE_FIELDS} } ... on CommunityListing { ${LISTING_FIELDS} } } } } }`;

describe('the catalogue over GraphQL', () => {
  let door: GraphqlHouse;

  beforeAll(async () => {
    door = await GraphqlHouse.open();
  });
  afterAll(() => door.close());

  it('a page of results says of a start what the service’s own page says, and asks no more for it', async () => {
    const { house } = door;
    const wardIds = house.north.wardIds;
    const told = await house.service(2050n, { name: 'Fiddling', nextAvailableOn: '2026-03-18', wardIds });
    const silent = await house.service(2050n, { name: 'Fiddling, too', nextAvailableOn: null, wardIds });
    const start = 'start { state on toldOn toldWeeksAgo }';
    const page = `query { services(search: { words: "fiddling" }, first: 5) { edges { node { ... on Service { id ${start} } } } } }`;
    const own = `query ($id: ID!) { service(id: $id) { id ${start} } }`;
    const both = async (): Promise<unknown> => {
      const shown = await door.ask(null, page);
      const found = (shown.data['services'] as { edges: { node: { id: string } }[] }).edges.map(({ node }) => node);
      const read = await Promise.all(found.map(async ({ id }) => (await door.ask(null, own, { id })).data['service']));
      expect(found).toEqual(read);
      return found.sort((left) => (left.id === told.id ? -1 : 1));
    };
    const nothing = { id: silent.id, start: { state: 'NOT_SAID', on: null, toldOn: null, toldWeeksAgo: null } };
    const word = { on: '2026-03-18', toldOn: '2026-03-20' };
    try {
      expect(await both()).toEqual([
        { id: told.id, start: { state: 'HAS_ROOM_NOW', ...word, toldWeeksAgo: 0 } },
        nothing,
      ]);
      house.clock.moveTo(new Date('2026-05-02T10:00:00Z'));
      await house.stores.ageStartWords();
      expect(await both()).toEqual([{ id: told.id, start: { state: 'ASK_FIRST', ...word, toldWeeksAgo: 6 } }, nothing]);
      const [shown, hidden] = await Promise.all(
        [page, page.replace(start, 'name')].map((text) => door.ask(null, text)),
      );
      expect(shown?.statements).toBe(hidden?.statements);
    } finally {
      house.clock.moveTo(NOW);
    }
  });

  const listing = (title: string): Record<string, unknown> => ({
    title,
    description: 'Tea.',
    supportTypeSlug: 'befriending',
    wardId: door.house.north.wardIds[0],
    placeName: 'Hall',
    postcodeDistrict: 'NO1',
    costPence: 250,
    weekday: 'TU',
    startTime: '10:00',
    durationMinutes: 120,
    contactPhone: '01632 960009',
  });

  it('finds, counts and names', async () => {
    const { id } = await door.house.service(2050n, { name: 'Whistling lessons', wardIds: door.house.north.wardIds });
    const { data } = await door.ask(null, SEARCH, {
      search: { words: 'wistling', postcode: 'NO2', councilKey: 'northam' },
    });
    const ward = door.house.north.wardIds[0];
    expect(data['services']).toMatchObject({
      totalCount: 1,
      searchedFor: 'whistling',
      postcodeNotFound: false,
      pageInfo: { hasNextPage: false },
      facets: {
        supportTypes: [{ value: 'cleaning', label: 'Cleaning', count: 1 }],
        wards: [
          { label: 'northam ward 1', count: 1 },
          { label: 'northam ward 2', count: 1 },
          { label: 'northam ward 3', count: 1 },
        ],
        units: [{ value: 'HOUR', label: 'By the hour', count: 1 }],
        priceBands: [{ value: '2000-2999', label: '£20 to £29.99', count: 1 }],
        kinds: [{ label: 'Paid support', count: 1 }],
      },
      edges: [
        {
          distanceMiles: 6.9,
          node: {
            __typename: 'Service',
            id,
            name: 'Whistling lessons',
            genderOfWorker: 'any',
            nextAvailableOn: null,
            supportType: { slug: 'cleaning' },
            provider: { name: 'Kind Hands', kind: 'COMPANY', postcodeDistrict: 'NO1' },
            variants: [
              {
                unit: 'HOUR',
                ratio: '1:1',
                minimumQuantity: '1',
                typicalQuantity: '2',
                publicPricePence: 2050,
                service: { name: 'Whistling lessons', provider: { name: 'Kind Hands' } },
              },
            ],
          },
        },
      ],
    });
    expect(JSON.stringify(data)).toContain(ward);
  });

  it('sends no more statements for a hundred results than for one', async () => {
    const { house } = door;
    const group = await house.communityGroup('Counters');
    const add = async (count: number): Promise<void> => {
      for (let index = 0; index < count; index += 1) {
        await house.service(2000n + BigInt(index), {
          name: `Countable ${index}`,
          supportTypeSlug: index % 2 === 0 ? 'gardening' : 'shopping',
          wardIds: house.north.wardIds,
        });
        const { data } = await door.ask(
          group,
          'mutation ($input: CommunityListingInput!) { saveCommunityListing(input: $input) { ... on SavedListing { listing { id } } } }',
          { input: listing(`Countable ${index}`) },
        );
        const id = (data['saveCommunityListing'] as { listing: { id: string } }).listing.id;
        await house.catalogue.moderateListing(house.officer(house.north), { id, publish: true, reason: null });
      }
    };
    await add(1);
    // What is kept for everybody until something changes is read the first time.
    const again = async (): ReturnType<GraphqlHouse['ask']> => {
      await door.ask(null, SEARCH, { search: { words: 'countable' }, first: 100 });
      await door.ask(null, SEARCH, { search: { words: 'countable' }, first: 100 });
      return door.ask(null, SEARCH, { search: { words: 'countable' }, first: 100 });
    };
    const few = await again();
    await add(14);
    const many = await again();
    expect((many.data['services'] as { edges: unknown[] }).edges).toHaveLength(30);
    expect(many.statements).toBe(few.statements);
    expect(many.statements).toBeLessThanOrEqual(9);

    const listings: (readonly [string, Parameters<GraphqlHouse['ask']>[0]])[] = [
      [`{ eventsThisWeek(first: 100) { ${LISTING_FIELDS} } }`, null],
      [`{ myListings { ${LISTING_FIELDS} } }`, group],
      [`{ listingsToModerate { ${LISTING_FIELDS} } }`, house.officer(house.north)],
    ];
    for (const [query, actor] of listings) expect((await door.ask(actor, query)).statements).toBeLessThanOrEqual(2);
    const store = await house.provider();
    for (let index = 0; index < 5; index += 1) await house.service(100n, { providerId: store });
    expect(
      (
        await door.ask(null, `query ($id: ID!) { provider(id: $id) { name services { ${SERVICE_FIELDS} } } }`, {
          id: store,
        })
      ).statements,
    ).toBeLessThanOrEqual(7);
  });

  it('says roughly where things are, never where somebody who works alone lives, and which districts are around', async () => {
    const { house } = door;
    const micro = await house.provider({
      name: 'Solo Tuba',
      kind: 'MICRO',
      postcodeDistrict: 'NO2',
      latitude: 52.12345,
      longitude: -1.23456,
    });
    const company = await house.provider({ name: 'Tuba Hall', latitude: 52.01, longitude: -1.02 });
    const { id: alone } = await house.service(100n, { providerId: micro, name: 'Tuba by one' });
    const { id: hall } = await house.service(100n, { providerId: company, name: 'Tuba by many' });
    const query = `query ($search: ServiceSearchInput) { services(search: $search, first: 100) {
      districts { postcodeDistrict latitude longitude }
      edges { place { postcodeDistrict latitude longitude } node { ... on Service { id } } } } }`;
    const asked = { search: { words: 'tuba', councilKey: 'northam' } };
    await door.ask(null, query, asked);
    const { data, statements } = await door.ask(null, query, asked);
    const { edges, districts } = data['services'] as {
      edges: { place: unknown; node: { id: string } }[];
      districts: unknown[];
    };
    expect(edges).toHaveLength(2);
    expect(edges).toEqual(
      expect.arrayContaining([
        { place: { postcodeDistrict: 'NO2', latitude: 52.1, longitude: -1 }, node: { id: alone } },
        { place: { postcodeDistrict: 'NO1', latitude: 52.01, longitude: -1.02 }, node: { id: hall } },
      ]),
    );
    expect(districts).toEqual([
      { postcodeDistrict: 'NO1', latitude: 52, longitude: -1 },
      { postcodeDistrict: 'NO2', latitude: 52.1, longitude: -1 },
      { postcodeDistrict: 'NO3', latitude: 52.2, longitude: -1 },
    ]);
    // Places of what was found, and the districts; the rest is in the index.
    expect(statements).toBe(2);
    expect(JSON.stringify(data)).not.toContain('52.12345');
  });

  it('resolves every field of a bare id, as other services give it', async () => {
    const { id, variantId } = await door.house.service(1234n, { name: 'Bare' });
    const found = await door.fields([
      ['Service', 'name', id],
      ['Service', 'provider', id],
      ['Service', 'supportType', id],
      ['Variant', 'publicPricePence', variantId],
      ['Variant', 'service', variantId],
      ['Provider', 'name', randomUUID()],
    ]);
    expect(found).toMatchObject(['Bare', { name: 'Kind Hands' }, { slug: 'cleaning' }, 1234n, { name: 'Bare' }, null]);
  });

  it('answers the same for what is hidden and for what does not exist', async () => {
    const draft = await door.house.service(100n, { status: 'DRAFT' });
    const hidden = await door.house.provider({ status: 'DRAFT' });
    for (const id of [draft.id, hidden, randomUUID(), 'nonsense']) {
      const { data } = await door.ask(
        null,
        `query ($id: ID!) { service(id: $id) { name } provider(id: $id) { name } communityListing(id: $id) { title } }`,
        { id },
      );
      expect(data).toEqual({ service: null, provider: null, communityListing: null });
    }
  });

  it('takes a listing through moderation', async () => {
    const { house } = door;
    const group = await house.communityGroup('Writers');
    const save = `mutation ($input: CommunityListingInput!) { saveCommunityListing(input: $input) { __typename ... on SavedListing { listing { ${LISTING_FIELDS} } }
      ... on InvalidInput { problems { field } } ... on NotAllowed { reason } } }`;
    const moderate = `mutation ($id: ID!, $publish: Boolean!, $reason: String) { moderateListing(id: $id, publish: $publish, reason: $reason) { __typename
      ... on SavedListing { listing { status } } ... on NotAllowed { reason } } }`;
    const { data } = await door.ask(group, save, { input: listing('Poetry at noon') });
    const saved = data['saveCommunityListing'] as { listing: Record<string, unknown> };
    expect(saved).toMatchObject({
      __typename: 'SavedListing',
      listing: {
        organisationName: 'Writers',
        whenInWords: 'Every Tuesday, 10am to noon',
        status: 'WAITING',
        stale: false,
        lastCheckedOn: '2026-03-20',
        costPence: 250,
        nextDates: [
          '2026-03-24T10:00:00.000Z',
          '2026-03-31T09:00:00.000Z',
          '2026-04-07T09:00:00.000Z',
          '2026-04-14T09:00:00.000Z',
        ],
      },
    });
    const id = saved.listing['id'];
    const waiting = (await door.ask(house.officer(house.north), '{ listingsToModerate { id } }')).data[
      'listingsToModerate'
    ];
    expect(waiting).toContainEqual({ id });
    for (const stranger of [null, group, house.officer(house.south)]) {
      const queue = (await door.ask(stranger, '{ listingsToModerate { id } }')).data['listingsToModerate'];
      expect(queue).toEqual([]);
    }
    expect((await door.ask(null, moderate, { id, publish: true })).data['moderateListing']).toEqual({
      __typename: 'NotAllowed',
      reason: 'NOT_SIGNED_IN',
    });
    const published = await door.ask(house.officer(house.north), moderate, { id, publish: true });
    expect(published.data['moderateListing']).toEqual({ __typename: 'SavedListing', listing: { status: 'PUBLISHED' } });
    const events = (await door.ask(null, '{ eventsThisWeek(councilKey: "northam", first: 100) { title } }')).data[
      'eventsThisWeek'
    ];
    expect(events).toContainEqual({ title: 'Poetry at noon' });
    expect(
      (await door.ask(null, '{ eventsThisWeek(councilKey: "southam") { title } }')).data['eventsThisWeek'],
    ).toEqual([]);
    expect(
      (await door.ask(group, save, { input: { ...listing(''), startTime: 'soon' } })).data['saveCommunityListing'],
    ).toEqual({ __typename: 'InvalidInput', problems: [{ field: 'title' }, { field: 'startTime' }] });
  });

  it('lists terms and places', async () => {
    const { data } = await door.ask(
      null,
      '{ supportTypes { slug name description group } wards(councilKey: "southam") { code name councilKey } }',
    );
    expect(data['supportTypes']).toHaveLength(6);
    expect(data['wards']).toEqual([
      { code: 'W1', name: 'southam ward 1', councilKey: 'southam' },
      { code: 'W2', name: 'southam ward 2', councilKey: 'southam' },
    ]);
  });
});
