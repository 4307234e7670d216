import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { statement } from '@owncourse/kernel/contract';
import { IdentityHouse, NOW } from './fixtures/identity-house.js';
import type { MandateTerms, Residents } from './fixtures/residents.js';

const USE = statement('test.use-mandate', 'select identity.use_mandate($1, $2, $3, $4, $5) as id');
const RETURN = statement('test.return-mandate-use', 'select identity.return_mandate_use($1, $2, $3)');

let house: IdentityHouse;
let residents: Residents;

beforeAll(async () => {
  house = await IdentityHouse.open();
  ({ residents } = house);
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.rows('delete from identity.mandate_use');
  await house.rows('delete from identity.mandate');
});
afterEach(() => house.clock.moveTo(NOW));

function lay(terms: Partial<MandateTerms> = {}): Promise<string> {
  const { ada, rita, first } = residents;
  return house.layMandate({
    personId: ada,
    councilId: first,
    ...(terms.actorOrganisationId ? {} : { actorPersonId: rita }),
    ...terms,
  });
}

async function use(
  actor: string,
  person: string,
  scope = 'ORDER',
  amount = 0n,
  at = house.clock.now(),
): Promise<string | null> {
  const [row] = await house.database.call<{ id: string | null }>(USE, [actor, person, scope, amount, at]);
  return row?.id ?? null;
}

async function used(mandate: string): Promise<Record<string, number>> {
  const rows = await house.rows<{ month: string; pence: number }>(
    `select to_char(month, 'YYYY-MM') as month, used_pence::int as pence from identity.mandate_use where mandate_id = $1`,
    [mandate],
  );
  return Object.fromEntries(rows.map((row) => [row.month, row.pence]));
}

describe('using a mandate', () => {
  it('nobody needs one for themselves', async () => {
    expect(await use(residents.ada, residents.ada)).toBeNull();
  });

  it('finds the one in force, held by the person or by the brokerage they work for', async () => {
    const { ada, bert, rita, bob, bea, pat, brokerage } = residents;
    const own = await lay();
    const brokered = await lay({ personId: bert, actorOrganisationId: brokerage });
    expect(await use(rita, ada)).toBe(own);
    expect(await use(bob, bert)).toBe(brokered);
    expect(await use(bea, bert)).toBe(brokered);
    for (const [actor, person] of [
      [rita, bert],
      [bob, ada],
      [pat, ada],
      [ada, bert],
      [residents.finance, ada],
    ] as const) {
      await expect(use(actor, person)).rejects.toMatchObject({ code: 'NO_MANDATE' });
    }
    await house.rows('update identity.membership set ended_at = $2 where person_id = $1', [bea, NOW]);
    await expect(use(bea, bert)).rejects.toMatchObject({ code: 'NO_MANDATE' });
    await house.rows('update identity.membership set ended_at = null where person_id = $1', [bea]);
  });

  it('only for its scopes', async () => {
    await lay({ scopes: ['VIEW', 'CONFIRM'] });
    expect(await use(residents.rita, residents.ada, 'CONFIRM')).not.toBeNull();
    for (const scope of ['ORDER', 'PAY'])
      await expect(use(residents.rita, residents.ada, scope)).rejects.toMatchObject({ code: 'NO_MANDATE' });
  });

  it('from its first London day to its last, both whole', async () => {
    const { ada, rita } = residents;
    const id = await lay({ startsOn: '2026-07-01', endsOn: '2026-07-31' });
    // British Summer Time: the London day begins at 23:00 UTC.
    expect(await use(rita, ada, 'ORDER', 0n, new Date('2026-06-30T23:00:00Z'))).toBe(id);
    expect(await use(rita, ada, 'ORDER', 0n, new Date('2026-07-31T22:59:59Z'))).toBe(id);
    for (const at of ['2026-06-30T22:59:59Z', '2026-07-31T23:00:00Z']) {
      await expect(use(rita, ada, 'ORDER', 0n, new Date(at))).rejects.toMatchObject({ code: 'NO_MANDATE' });
    }
  });

  it('takes the one with the lowest id, and passes over one that ended', async () => {
    const [low, high] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'] as const;
    await lay({ id: high });
    await lay({ id: low, startsOn: '2026-02-01' });
    expect(await use(residents.rita, residents.ada)).toBe(low);
    await house.identity.endMandate(await residents.actor(residents.ada), low);
    expect(await use(residents.rita, residents.ada)).toBe(high);
  });

  it('keeps to the limit of one order, to the penny', async () => {
    const id = await lay({ perOrderLimitPence: 5000 });
    expect(await use(residents.rita, residents.ada, 'ORDER', 5000n)).toBe(id);
    await expect(use(residents.rita, residents.ada, 'ORDER', 5001n)).rejects.toMatchObject({
      code: 'OVER_ORDER_LIMIT',
      details: { limitPence: '5000', amountPence: '5001' },
    });
    expect(await used(id)).toEqual({ '2026-03': 5000 });
    await expect(use(residents.rita, residents.ada, 'ORDER', -1n)).rejects.toThrow('zero pence or more');
  });

  it('keeps to the limit of a London month, and starts anew in the next', async () => {
    const { ada, rita } = residents;
    const id = await lay({ perMonthLimitPence: 10_000 });
    await use(rita, ada, 'ORDER', 6000n);
    await use(rita, ada, 'ORDER', 4000n);
    await expect(use(rita, ada, 'ORDER', 1n)).rejects.toMatchObject({
      code: 'OVER_MONTH_LIMIT',
      details: { limitPence: '10000', usedPence: '10000', amountPence: '1' },
    });
    // 31 March, 23:30 in UTC is 1 April in London.
    await use(rita, ada, 'ORDER', 10_000n, new Date('2026-03-31T23:30:00Z'));
    expect(await used(id)).toEqual({ '2026-03': 10_000, '2026-04': 10_000 });
  });

  it('counts orders only, and nothing of what was refused', async () => {
    const id = await lay({ perOrderLimitPence: 100, scopes: ['VIEW', 'ORDER', 'PAY'] });
    await use(residents.rita, residents.ada, 'PAY', 99_999n);
    await use(residents.rita, residents.ada, 'VIEW', 1n);
    await expect(use(residents.rita, residents.ada, 'ORDER', 101n)).rejects.toMatchObject({ code: 'OVER_ORDER_LIMIT' });
    expect(await used(id)).toEqual({});
  });

  it('gives back to the month in which it was used, never below zero', async () => {
    const id = await lay();
    await use(residents.rita, residents.ada, 'ORDER', 5000n);
    await house.database.call(RETURN, [id, 2000n, NOW]);
    expect(await used(id)).toEqual({ '2026-03': 3000 });
    await house.database.call(RETURN, [id, 9000n, NOW]);
    await house.database.call(RETURN, [id, 9000n, new Date('2026-05-01T12:00:00Z')]);
    expect(await used(id)).toEqual({ '2026-03': 0 });
  });
});
