import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyLedger } from '@owncourse/ledger/verify';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW } from './fixtures/lively-world.js';
import { outcome } from './fixtures/two-at-once.js';
import { WholeDatabase } from './fixtures/whole-database.js';

const WEEKLY = 100_000n;
/** Two hours as ordered, three as changed. */
const [TWO, THREE] = [AGREED_PENCE * 2n, AGREED_PENCE * 3n];

let lively: LivelyWorld;
let database: WholeDatabase;
let holder = -1;
let keys = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await database.close();
  await lively.house.close();
});

beforeEach(async () => {
  lively.clock.moveTo(NOW);
  holder += 1;
  await lively.world.moveIn([holder], WEEKLY);
});

const key = (): string => `accept-version-${(keys += 1)}`;

interface Scene {
  readonly orderId: string;
  readonly change: () => Promise<void>;
  readonly accept: (version?: number) => Promise<void>;
}

/** A new order that nobody has answered, as the provider looks at it. */
async function scene(): Promise<Scene> {
  const orderId = await lively.order(holder, key(), { oneOff: { date: '2026-03-14' } });
  const person = await lively.world.actor('holder', holder);
  const staff = await lively.world.actor('provider-staff', 1);
  return {
    orderId,
    change: () =>
      lively.ordering.amendOrder(person, {
        orderId,
        idempotencyKey: key(),
        version: 1,
        fromOn: '2026-03-14',
        quantity: '3',
        startTime: '08:00',
        place: 'At home',
        shownUnitPricePence: AGREED_PENCE,
      }),
    accept: (version) =>
      lively.ordering.acceptOrder(staff, { orderId, idempotencyKey: key(), ...(version ? { version } : {}) }),
  };
}

/** Status, version that counts, what the provider says to each version, and what is held. */
async function stateOf(orderId: string): Promise<unknown> {
  const { rows } = await database.superuser.query<Record<string, unknown>>(
    `select o.status, o.current_version as version,
       (select array_agg(v.answer order by v.version) from ordering.order_version v where v.order_id = o.id) as answers,
       (select committed_pence::text from ledger.budget_balance where budget_id = $2) as held
     from ordering."order" o where o.id = $1`,
    [orderId, id('budget', holder)],
  );
  return rows[0];
}

const changed = { status: 'SUBMITTED', version: 2, answers: ['WITH_ORDER', 'WITH_ORDER'], held: String(THREE) };
const askedAfter = { status: 'ACCEPTED', version: 2, answers: ['WITH_ORDER', 'ASKED'], held: String(THREE) };

describe('a provider’s yes to what it looked at', () => {
  it('counts for the version that it saw', async () => {
    const { orderId, accept } = await scene();
    await accept(1);
    expect(await stateOf(orderId)).toEqual({
      status: 'ACCEPTED',
      version: 1,
      answers: ['WITH_ORDER'],
      held: String(TWO),
    });
  });

  it('does not count for what it was changed to since; looked at again it does', async () => {
    const { orderId, change, accept } = await scene();
    await change();
    await expect(accept(1)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await stateOf(orderId)).toEqual(changed);
    await expect(accept(3)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await accept(2);
    expect(await stateOf(orderId)).toEqual({ ...changed, status: 'ACCEPTED' });
  });

  it('said first, the change is asked about', async () => {
    const { orderId, change, accept } = await scene();
    await accept(1);
    await change();
    expect(await stateOf(orderId)).toEqual(askedAfter);
  });

  it('without a version counts as it always did', async () => {
    const { orderId, change, accept } = await scene();
    await change();
    await accept();
    expect(await stateOf(orderId)).toEqual({ ...changed, status: 'ACCEPTED' });
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'and a change at the same moment: nobody accepts what they did not see (%p)',
    async (round) => {
      const { orderId, change, accept } = await scene();
      const [said, made] =
        round % 2 === 0
          ? await Promise.all([outcome(accept(1)), outcome(change())])
          : (await Promise.all([outcome(change()), outcome(accept(1))])).toReversed();
      expect(made).toBe('DONE');
      expect(await stateOf(orderId)).toEqual(said === 'DONE' ? askedAfter : changed);
      expect(['DONE', 'WRONG_STATE']).toContain(said);
    },
  );
});
