import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Actor } from '@owncourse/kernel/contract';
import { CatalogueHouse, NOW, somebody } from './fixtures/catalogue-house.js';

describe('how many visits a provider can make at once', () => {
  let house: CatalogueHouse;

  beforeAll(async () => {
    house = await CatalogueHouse.open();
  });
  afterAll(() => house.close());

  const say = (actor: Actor, visitsAtOnce: number, idempotencyKey: string = randomUUID()): Promise<void> =>
    house.catalogue.declareCapacity(actor, { visitsAtOnce, idempotencyKey });
  const counted = async (providerId: string): Promise<number | null | undefined> =>
    (
      await house.owner.query<{ visits: number | null }>(
        'select visits_at_once as visits from catalogue.visits_at_once($1)',
        [[providerId]],
      )
    ).rows[0]?.visits;
  const words = async (providerId: string): Promise<unknown[]> =>
    (
      await house.owner.query<Record<string, unknown>>(
        'select number, visits_at_once as visits, said_at, said_by from catalogue.capacity where provider_id = $1 order by number',
        [providerId],
      )
    ).rows;
  const told = async (providerId: string): Promise<unknown[]> =>
    (
      await house.owner.query<{ visits: number }>(
        `select (payload ->> 'visitsAtOnce')::int as visits from kernel.outbox
         where type = 'catalogue.capacity-declared' and payload ->> 'providerId' = $1 order by position`,
        [providerId],
      )
    ).rows.map(({ visits }) => visits);

  it('is not known until somebody says it; the last word counts, each with who and when', async () => {
    const providerId = await house.provider();
    const [owner, catalogue] = [house.staff(providerId), house.staff(providerId)];
    expect(await counted(providerId)).toBeNull();
    await say(owner, 12);
    expect(await counted(providerId)).toBe(12);
    await say({ ...catalogue, roles: ['PROVIDER_CATALOGUE'] }, 2000);
    // Saying the same again writes nothing.
    await say(owner, 2000);
    expect(await counted(providerId)).toBe(2000);
    expect(await words(providerId)).toEqual([
      { number: 1, visits: 12, said_at: NOW, said_by: owner.personId },
      { number: 2, visits: 2000, said_at: NOW, said_by: catalogue.personId },
    ]);
    expect(await told(providerId)).toEqual([12, 2000]);
  });

  it('sent twice with one key is said once, also when something else was said meanwhile', async () => {
    const providerId = await house.provider();
    const owner = house.staff(providerId);
    await say(owner, 5, 'the-same-key');
    await say(owner, 6);
    await say(owner, 5, 'the-same-key');
    expect(await counted(providerId)).toBe(6);
    await expect(say(owner, 7, 'the-same-key')).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    expect(await told(providerId)).toEqual([5, 6]);
  });

  it('is one for who works alone, whatever was said before, and nobody of them may say more', async () => {
    for (const kind of ['MICRO', 'PERSONAL_ASSISTANT'] as const) {
      const providerId = await house.provider({ kind });
      const owner = house.staff(providerId);
      expect(await counted(providerId)).toBe(1);
      await expect(say(owner, 2)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        details: {
          problems: [
            {
              field: 'visitsAtOnce',
              message:
                'Your store is for one person, who can make one visit at a time. If others work with you now, ask us to change the kind of your store first.',
            },
          ],
        },
      });
      expect(await words(providerId)).toEqual([]);
      await say(owner, 1);
      expect(await counted(providerId)).toBe(1);
    }
    const grown = await house.provider();
    await say(house.staff(grown), 9);
    await house.provider({ id: grown, kind: 'MICRO' });
    expect(await counted(grown)).toBe(1);
  });

  it.each([0, -1, 2001, 1.5, Number.NaN])('is a whole number from 1 to 2000: not %p', async (visitsAtOnce) => {
    const providerId = await house.provider();
    await expect(say(house.staff(providerId), visitsAtOnce)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect([await counted(providerId), await words(providerId), await told(providerId)]).toEqual([null, [], []]);
  });

  it('is said by the owner or the catalogue’s staff, of their own provider, and read by its own people alone', async () => {
    const providerId = await house.provider();
    const owner = house.staff(providerId);
    for (const role of ['PROVIDER_ORDERS', 'PROVIDER_FINANCE', 'COMMUNITY_GROUP'] as const)
      await expect(say({ ...owner, roles: [role] }, 3)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    for (const actor of [somebody(), house.operator, house.officer(house.north)])
      await expect(say(actor, 3)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    await expect(say(house.staff(randomUUID()), 3)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await say(owner, 3);
    const seen = async (reader: Actor | null): Promise<number> =>
      (await house.rows(reader, 'select 1 from catalogue.capacity where provider_id = $1', [providerId])).length;
    expect(await seen(owner)).toBe(1);
    await expect(house.rows(owner, 'select * from catalogue.visits_at_once($1)', [[providerId]])).rejects.toThrow(
      'permission denied',
    );
    for (const reader of [null, house.staff(await house.provider()), house.operator, house.officer(house.north)])
      expect(await seen(reader)).toBe(0);
  });

  it('twenty say something at once: each is kept, one after the other, and the last counts', async () => {
    const providerId = await house.provider();
    await Promise.all(Array.from({ length: 20 }, (_, index) => say(house.staff(providerId), index + 1)));
    const all = (await words(providerId)) as { number: number; visits: number }[];
    expect(all.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(await counted(providerId)).toBe(all.at(-1)?.visits);
    expect((await told(providerId)).toSorted()).toEqual(all.map(({ visits }) => visits).toSorted());
  });
});
