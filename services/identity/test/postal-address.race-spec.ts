import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IdentityHouse } from './fixtures/identity-house.js';
import type { Residents } from './fixtures/residents.js';

const NAME = 'changePostalAddress';
const CHANGE = `mutation ($input: ChangePostalAddressInput!) { ${NAME}(input: $input) { __typename } }`;

describe('an address that is changed twice at the same moment', () => {
  let house: IdentityHouse;
  let residents: Residents;

  beforeAll(async () => {
    house = await IdentityHouse.open();
    ({ residents } = house);
  });
  afterAll(() => house.close());

  const change = async (by: string, idempotencyKey: string, street: string) =>
    house.ask<object>(NAME, await residents.actor(by), CHANGE, {
      input: { personId: residents.ada, idempotencyKey, lines: [street], postcode: 'MB1 1AA' },
    });
  const count = async () =>
    (
      await house.rows<{ all: number; current: number }>(
        `select count(*)::int as all, count(*) filter (where replaced_at is null)::int as current
         from identity.postal_address where person_id = $1`,
        [residents.ada],
      )
    )[0];

  it.each([1, 2, 3])('by two: both are kept, one of them counts (%p)', async (round) => {
    const before = await count();
    const answers = await Promise.all([
      change(residents.ada, `by-ada-${round}`, `${round} Ada Lane`),
      change(residents.careManager, `by-manager-${round}`, `${round} Other Lane`),
    ]);
    expect(answers).toEqual(Array(2).fill({ __typename: 'ClientAddress' }));
    expect(await count()).toEqual({ all: (before?.all ?? 0) + 2, current: 1 });
  });

  it('by one form that is sent twice: once', async () => {
    const before = await count();
    const twice = [1, 2].map(() => change(residents.ada, 'sent-twice-at-once', 'Twice Lane'));
    expect(await Promise.all(twice)).toEqual(Array(2).fill({ __typename: 'ClientAddress' }));
    expect(await count()).toEqual({ all: (before?.all ?? 0) + 1, current: 1 });
  });
});
