import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '@owncourse/kernel/contract';
import fc from 'fast-check';
import { verifyLedger } from '../src/verify/verify-ledger.js';
import { TODAY } from './fixtures/ledger-room.js';
import { type PartAccount, PartsRoom, type Way } from './fixtures/parts-room.js';
import { type ReferenceWay, ReferenceParts } from './fixtures/reference-parts.js';

const WEEKLY = 30_000n;
const FIELDS = [
  'opening_left',
  'opening_promised',
  'opening_spent',
  'closing_left',
  'closing_promised',
  'closing_spent',
  'came_in',
  'went_back',
] as const;

type Step =
  | { readonly do: 'instalment'; readonly days: number; readonly pence: number }
  | { readonly do: 'divide'; readonly ways: readonly { readonly route: string; readonly weight: number }[] }
  | { readonly do: 'promise'; readonly own: boolean; readonly pence: number }
  | { readonly do: 'release' | 'accrue'; readonly hold: number; readonly keep: number };

const ROUTES = ['COUNCIL_MANAGED', 'DIRECT_PAYMENT', 'INDIVIDUAL_SERVICE_FUND'] as const;
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('instalment' as const),
      days: fc.integer({ min: 1, max: 28 }),
      pence: fc.integer({ min: 1, max: 150_000 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('divide' as const),
      ways: fc.uniqueArray(
        fc.record({ route: fc.constantFrom(...ROUTES), weight: fc.integer({ min: 1, max: 14_999 }) }),
        { minLength: 1, maxLength: 3, selector: ({ route }) => route },
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('promise' as const),
      own: fc.boolean(),
      pence: fc.integer({ min: 1, max: 40_000 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('release' as const, 'accrue' as const),
      hold: fc.nat(9),
      keep: fc.nat(100),
    }),
  },
);

/** Any of the ways may be the rest; here the first. */
function referenceWays(ways: Extract<Step, { do: 'divide' }>['ways']): ReferenceWay[] {
  return ways.map(({ route, weight }, index) => ({ route, weekly: index === 0 ? null : BigInt(weight) }));
}

describe('parts', () => {
  let room: PartsRoom;
  beforeAll(async () => {
    room = await PartsRoom.open();
  });
  afterAll(() => room.close());

  function asked({ route, weekly }: ReferenceWay): Way {
    if (route === 'COUNCIL_MANAGED') return room.council(weekly);
    return route === 'DIRECT_PAYMENT' ? room.direct(weekly) : room.fund(weekly);
  }

  /** The parts' accounts of any days come to the whole's, each by itself adds up, and none tells what the balances do not. */
  async function accountsAddUp(budgetId: string, by: 'RECORDED' | 'EFFECTIVE'): Promise<void> {
    const recorded = by === 'RECORDED';
    const from = addDays(TODAY, 1);
    for (const [first, last] of [
      [from, addDays(TODAY, 9)],
      [TODAY, addDays(TODAY, 400)],
    ] as const) {
      const [parts, whole] = await Promise.all([
        room.statement(budgetId, first, last, recorded),
        room.whole(budgetId, first, last, recorded),
      ]);
      if (parts.length === 0) continue;
      const sum = (field: keyof PartAccount): bigint => parts.reduce((all, part) => all + (part[field] as bigint), 0n);
      for (const field of FIELDS) expect([field, sum(field)]).toEqual([field, whole?.[field]]);
      expect(sum('moved_here')).toBe(sum('moved_away'));
      for (const part of parts) {
        const opening = part.opening_left + part.opening_promised + part.opening_spent;
        const moved = part.came_in - part.went_back + part.moved_here - part.moved_away;
        expect(opening + moved).toBe(part.closing_left + part.closing_promised + part.closing_spent);
        expect(part.lines.at(-1)?.leftPence ?? part.opening_left.toString()).toBe(part.closing_left.toString());
      }
      if (first !== TODAY) continue;
      const balances = (await room.parts(budgetId)).map(({ route, available, committed }) => [
        route,
        available,
        committed,
      ]);
      const told = new Map(parts.map((part) => [part.route, [part.route, part.closing_left, part.closing_promised]]));
      for (const balance of balances) expect(told.get(String(balance[0])) ?? [balance[0], 0n, 0n]).toEqual(balance);
    }
  }

  it('agree with the reference after every step of any sequence, and keep the books right', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const budgetId = await room.openBudget(WEEKLY);
        const reference = new ReferenceParts();
        const holds: string[] = [];
        const promised = async (own: boolean, pence: bigint): Promise<void> => {
          const visit = randomUUID();
          const providerId = own ? room.providerId : room.otherProviderId;
          const told = reference.promise(visit, own, pence);
          expect(await room.promise(budgetId, pence, { visit, providerId })).toBe(told);
          if (told === 'DONE') holds.push(visit);
        };
        for (const one of steps) {
          if (one.do === 'instalment') {
            const dueOn = addDays(TODAY, reference.fundedDays);
            reference.instalment(BigInt(one.pence), one.days);
            await room.room.instalment(budgetId, BigInt(one.pence), addDays(dueOn, one.days - 1), dueOn);
          } else if (one.do === 'divide') {
            const ways = referenceWays(one.ways);
            reference.divide(ways);
            await room.divide(budgetId, TODAY, ways.map(asked));
          } else if (one.do === 'promise') {
            await promised(one.own, BigInt(one.pence));
          } else {
            const [visit] = holds.splice(one.hold % Math.max(holds.length, 1), 1);
            if (visit === undefined) continue;
            const kept = reference.close(visit, BigInt(one.keep));
            const done =
              one.do === 'release'
                ? await room.room.release([{ holdId: visit, fee: kept }])
                : await room.room.accrue([{ holdId: visit, pence: kept }]);
            expect(done).toBe('DONE');
          }
          const parts = await room.parts(budgetId);
          const told = Object.fromEntries(
            parts.map(({ route, available, committed }) => [route, { available, committed }]),
          );
          if (reference.isDivided) expect(told).toEqual(reference.told());
          else expect(parts).toEqual([]);
          expect(await room.behind(budgetId)).toEqual(reference.behind());
          expect(await room.balance(budgetId)).toMatchObject(reference.whole());
          await accountsAddUp(budgetId, one.do === 'instalment' ? 'EFFECTIVE' : 'RECORDED');
        }
      }),
      { numRuns: 60 },
    );
    expect(await verifyLedger(room.room.test.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  });
});
