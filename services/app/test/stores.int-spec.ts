import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@owncourse/kernel/contract';
import { id } from '../src/testing/small-world.js';
import type { GraphqlClient } from './graphql-client.js';
import { openTestHouse, type TestHouse } from './test-house.js';

const CHANGE = `mutation ($serviceId: ID!, $change: ServiceChange!, $publishOn: Date, $key: String!) {
  changeService(serviceId: $serviceId, change: $change, publishOn: $publishOn, idempotencyKey: $key) {
    __typename ... on SavedService { service { id state publishOn unready variants { id } } }
    ... on Refusal { message whatToDo } ... on NotAllowed { reason } ... on InvalidInput { problems { field message } } } }`;
const SAVE = `mutation ($input: OwnServiceInput!, $key: String!) { saveService(input: $input, idempotencyKey: $key) {
  __typename ... on SavedService { service { id state unready variants { id } } } } }`;
const PRICE = `mutation ($input: OwnVariantInput!, $key: String!) { saveVariant(input: $input, idempotencyKey: $key) {
  __typename ... on SavedService { service { id unready variants { name publicPricePence onSale } } } } }`;
const PAPERS = `mutation ($input: StoreChecksInput!, $key: String!) { saveStoreChecks(input: $input, idempotencyKey: $key) {
  __typename ... on SavedStore { store { policyNumber checks { insuredUntil insuranceInDate } } } } }`;
const DECIDE = `mutation ($provider: ID!, $number: Int!, $key: String!) { decideStoreChecks(providerId: $provider, checkNumber: $number, accept: true, idempotencyKey: $key) { __typename } }`;
const PUBLIC = `query ($id: ID!) { provider(id: $id) { cqcLocationId checks { insurer insuredUntil insuranceInDate } acceptedBy { councilName acceptedOn } } }`;

interface Saved {
  readonly __typename: string;
  readonly service: { readonly id: string; readonly state: string };
}

describe('a store over HTTP', () => {
  const clock = new ManualClock(new Date('2026-03-10T12:00:00Z'));
  let house: TestHouse;
  let provider: GraphqlClient;
  let other: GraphqlClient;

  beforeAll(async () => {
    house = await openTestHouse({ clock, holders: 1, weeklyPence: 10_000n });
    provider = await house.client('provider@first.example');
    other = await house.client('other-provider@first.example');
  });
  afterAll(() => house.close());

  const newService = (client: GraphqlClient): Promise<Saved> =>
    client.ask<Saved>('saveService', SAVE, {
      key: randomUUID(),
      input: {
        supportTypeSlug: 'help-at-home',
        name: 'Tidy up',
        summary: 'We tidy.',
        description: 'We tidy up.',
        whoFor: [],
        languages: [],
        genderOfWorker: 'any',
        accessNeeds: [],
        regulatedActivity: false,
        wardIds: [id('ward', 1)],
      },
    });
  const price = (client: GraphqlClient, serviceId: string): Promise<unknown> =>
    client.ask('saveVariant', PRICE, {
      key: randomUUID(),
      input: {
        serviceId,
        name: 'One hour',
        unit: 'HOUR',
        dayType: 'EVERY_DAY',
        ratio: '1:1',
        vatTreatment: 'OUTSIDE_SCOPE',
        publicPricePence: 1850,
        minimumQuantity: '1',
        typicalQuantity: '2',
        durationMinutes: 60,
        onSale: true,
      },
    });
  const change = (client: GraphqlClient, serviceId: string, what: string, key: string = randomUUID()) =>
    client.ask<Saved>('changeService', CHANGE, { serviceId, change: what, publishOn: null, key });

  it('is refused in the same words for somebody else’s service and for none', async () => {
    const { service } = await newService(provider);
    for (const what of ['PUBLISH', 'UNSCHEDULE', 'RETIRE']) {
      const [theirs, none] = [await change(other, service.id, what), await change(other, randomUUID(), what)];
      expect(theirs).toEqual(none);
      expect(theirs).toMatchObject({ __typename: 'NotAllowed', reason: 'NOT_FOUND' });
    }
    const stranger = await house.client('finance@first.example');
    expect(await change(stranger, service.id, 'PUBLISH')).toMatchObject({ reason: 'NOT_PERMITTED' });
    const own = await provider.ask<{ services: { id: string; state: string }[] }>(
      'ownStore',
      'query { ownStore { services { id state } } }',
    );
    expect(own.services.find((one) => one.id === service.id)).toEqual({ id: service.id, state: 'DRAFT' });
    expect(await stranger.ask('ownStore', 'query { ownStore { id } }')).toBeNull();
  });

  it('done twice with one key is done once', async () => {
    const { service } = await newService(provider);
    expect(await change(provider, service.id, 'PUBLISH')).toMatchObject({ problems: [{ field: 'variants' }] });
    expect(await price(provider, service.id)).toMatchObject({
      service: { unready: null, variants: [{ name: 'One hour', publicPricePence: 1850, onSale: true }] },
    });
    const key = randomUUID();
    const published = await change(provider, service.id, 'PUBLISH', key);
    expect(published).toMatchObject({ service: { state: 'PUBLISHED' } });
    await change(provider, service.id, 'RETIRE');
    // The same again answers with what is there now, and does nothing.
    expect(await change(provider, service.id, 'PUBLISH', key)).toMatchObject({ service: { state: 'RETIRED' } });
    expect(await change(provider, service.id, 'RETIRE', key)).toMatchObject({ __typename: 'IdempotencyConflict' });
  });

  it('shows its papers and who accepted it to everybody, and the number of the policy to its own people', async () => {
    const saved = await provider.ask('saveStoreChecks', PAPERS, {
      key: randomUUID(),
      input: { insurer: 'Firm Cover', policyNumber: 'FC-77', insuredUntil: '2026-05-03' },
    });
    expect(saved).toEqual({
      __typename: 'SavedStore',
      store: { policyNumber: 'FC-77', checks: { insuredUntil: '2026-05-03', insuranceInDate: true } },
    });
    const moderator = await house.client('moderator@first.example');
    const waiting = await moderator.ask<{ providerId: string; checkNumber: number; policyNumber: string }[]>(
      'storeChecksToLookAt',
      'query { storeChecksToLookAt { providerId checkNumber policyNumber wasAccepted checks { insurer } } }',
    );
    expect(waiting).toEqual([
      {
        providerId: id('provider', 1),
        checkNumber: 1,
        policyNumber: 'FC-77',
        wasAccepted: null,
        checks: { insurer: 'Firm Cover' },
      },
    ]);
    const decided = { provider: id('provider', 1), number: 1, key: randomUUID() };
    expect(await moderator.ask('decideStoreChecks', DECIDE, decided)).toEqual({ __typename: 'StoreChecksDecided' });
    const asked = { id: id('provider', 1) };
    expect(await other.ask('provider', PUBLIC, asked)).toEqual({
      cqcLocationId: null,
      checks: { insurer: 'Firm Cover', insuredUntil: '2026-05-03', insuranceInDate: true },
      acceptedBy: [{ councilName: expect.any(String), acceptedOn: '2026-03-10' }],
    });
    clock.moveTo(new Date('2026-05-04T12:00:00Z'));
    const later = await house.client('other-provider@first.example');
    expect(await later.ask('provider', PUBLIC, asked)).toEqual({
      cqcLocationId: null,
      checks: { insurer: 'Firm Cover', insuredUntil: '2026-05-03', insuranceInDate: false },
      acceptedBy: [],
    });
  });
});
