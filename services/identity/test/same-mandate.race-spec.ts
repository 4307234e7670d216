import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { IdentityHouse } from './fixtures/identity-house.js';
import type { Residents } from './fixtures/residents.js';

const GRANT = `mutation ($input: GrantMandateInput!) { grantMandate(input: $input) { __typename ... on Mandate { id } ... on NotAllowed { reason } } }`;
const END = `mutation ($id: ID!) { endMandate(mandateId: $id) { __typename } }`;

interface Reply {
  readonly __typename: string;
  readonly id?: string;
}

describe('the same permission given more than once', () => {
  let house: IdentityHouse;
  let residents: Residents;
  let told: number;

  beforeAll(async () => {
    house = await IdentityHouse.open();
    ({ residents } = house);
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    await house.rows('delete from identity.mandate_use');
    await house.rows('delete from identity.mandate');
    told = await events();
  });

  async function events(): Promise<number> {
    const [row] = await house.rows<{ count: number }>(
      `select count(*)::int as count from kernel.outbox where type = 'identity.mandate-granted'`,
    );
    return row?.count ?? -1;
  }

  async function give(changes: Record<string, unknown> = {}): Promise<Reply> {
    const input = {
      personId: residents.ada,
      actorEmail: 'rita@first.example',
      type: 'NOMINEE',
      scopes: ['VIEW', 'ORDER'],
      startsOn: '2026-03-20',
      perOrderLimitPence: 5000,
      perMonthLimitPence: 20_000,
      ...changes,
    };
    return house.ask<Reply>('grantMandate', await residents.actor(residents.ada), GRANT, { input });
  }

  async function running(): Promise<number> {
    const [row] = await house.rows<{ count: number }>(
      'select count(*)::int as count from identity.mandate where ended_at is null',
    );
    return row?.count ?? -1;
  }

  it('is the first one, told once, in whatever order its scopes are sent', async () => {
    const first = await give();
    expect(first).toMatchObject({ __typename: 'Mandate' });
    expect(await give()).toEqual(first);
    expect(await give({ scopes: ['ORDER', 'VIEW', 'ORDER'] })).toEqual(first);
    expect([await running(), (await events()) - told]).toEqual([1, 1]);
  });

  it('twenty at once, with keys and without: one', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        give(index % 2 === 0 ? {} : { idempotencyKey: `twenty-at-once-${Math.trunc(index / 4)}` }),
      ),
    );
    expect(new Set(replies.map(({ id }) => id)).size).toBe(1);
    expect(replies[0]?.id).toBeDefined();
    expect([await running(), (await events()) - told]).toEqual([1, 1]);
  });

  it('what differs in any term is another', async () => {
    const all = await Promise.all(
      [
        {},
        { scopes: ['VIEW'] },
        { startsOn: '2026-03-21' },
        { endsOn: '2026-06-01' },
        { perOrderLimitPence: 5001 },
        { perOrderLimitPence: null },
        { perMonthLimitPence: 20_001 },
        { actorEmail: 'bob@first.example', type: 'BROKER' },
      ].map((changes) => give(changes)),
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(8);
    expect([await running(), (await events()) - told]).toEqual([8, 8]);
  });

  it('once the first is ended is given anew; a key that was answered keeps its answer', async () => {
    const first = await give();
    expect(await give({ idempotencyKey: 'the-second-send' })).toEqual(first);
    await house.ask('endMandate', await residents.actor(residents.ada), END, { id: first.id });
    expect(await give({ idempotencyKey: 'the-second-send' })).toEqual(first);
    expect(await running()).toBe(0);
    const second = await give();
    expect(second.id).not.toBe(first.id);
    expect([await running(), (await events()) - told]).toEqual([1, 2]);
  });

  it('given and ended at once, again and again: never two that run', async () => {
    for (let round = 0; round < 6; round += 1) {
      const first = await give();
      const ada = await residents.actor(residents.ada);
      await Promise.all([give(), house.ask('endMandate', ada, END, { id: first.id }), give()]);
      expect(await running()).toBeLessThanOrEqual(1);
    }
  });

  it('on other papers is refused in words, and the first stays', async () => {
    const officer = await residents.actor(residents.finance);
    const { identity } = house;
    const attorney = {
      personId: residents.ada,
      actorPersonId: residents.rita,
      type: 'ATTORNEY' as const,
      scopes: ['VIEW', 'ORDER'] as const,
      startsOn: '2026-03-20',
      evidence: 'The registered papers were seen.',
    };
    const first = await identity.grantMandateWithEvidence(officer, residents.first, attorney);
    expect(await identity.grantMandateWithEvidence(officer, residents.first, attorney)).toBe(first);
    await expect(
      identity.grantMandateWithEvidence(officer, residents.first, { ...attorney, evidence: 'A new deed.' }),
    ).rejects.toMatchObject({ code: 'SAME_MANDATE' });
    expect([await running(), (await events()) - told]).toEqual([1, 1]);
  });
});
