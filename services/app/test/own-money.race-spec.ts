import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Refusal } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import { id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

const WEEKLY = 100_000n;
const CAP = 2000n;
/** Of two hours. */
const BUDGET_PART = 4000n;
const OWN_PART = 1500n;
const ROUNDS = 4;

let lively: LivelyWorld;
let database: WholeDatabase;
let holder = -1;
let keys = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  await publish(2, '2026-03-01', CAP);
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await database.close();
  await lively.house.close();
});

beforeEach(() => lively.clock.moveTo(NOW));

const key = (): string => `own-money-races-${(keys += 1)}`;
const person = () => lively.world.actor('holder', holder);

async function publish(version: number, validFrom: string, cap: bigint): Promise<void> {
  await lively.rates.publishRateCard(await lively.world.actor('finance-first'), {
    councilId: lively.world.councilId,
    providerId: lively.world.providerId,
    version,
    validFrom,
    validBefore: null,
    bankHolidayMultiplier: '1',
    cancellationNoticeHours: 24,
    cancellationPercent: '50',
    items: [{ variantId: lively.world.variantId, unit: 'HOUR', kind: 'CAPPED', unitPricePence: cap }],
  });
}

async function outcome(doing: Promise<unknown>): Promise<string> {
  try {
    await doing;
    return 'DONE';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

async function moveIn(): Promise<void> {
  holder += 1;
  await lively.world.moveIn([holder], WEEKLY);
}

async function own(): Promise<{ states: string[]; owed: bigint; posted: bigint; committed: bigint; accrued: bigint }> {
  const { rows } = await database.superuser.query<Record<string, string> & { states: string[] }>(
    `select array(select state from ledger.own_money where person_id = $1 order by id) as states,
       (select coalesce(sum(owed_pence), 0) from ledger.own_money where person_id = $1) as owed,
       (select coalesce(sum(t.amount_pence), 0) from ledger.transfer t join ledger.own_money m on m.id = t.hold_id where t.kind = 'OWN_MONEY' and m.person_id = $1) as posted,
       b.committed_pence as committed, b.accrued_pence as accrued
     from ledger.budget_balance b where b.budget_id = $2`,
    [id('holder', holder), id('budget', holder)],
  );
  const of = (name: string): bigint => BigInt(rows[0]?.[name] ?? -1);
  return {
    states: rows[0]?.states ?? [],
    owed: of('owed'),
    posted: of('posted'),
    committed: of('committed'),
    accrued: of('accrued'),
  };
}

describe('own money that two things want at once', () => {
  it('the same order sent twice agrees to it once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await moveIn();
      const same = key();
      const send = () => lively.order(holder, same, { shownUnitPricePence: CAP, agreedOwnMoneyPence: OWN_PART });
      const [first, second] = await Promise.all([send(), send()]);
      expect(first).toBe(second);
      expect(await own()).toEqual({ states: ['AGREED'], owed: 0n, posted: 0n, committed: BUDGET_PART, accrued: 0n });
    }
  });

  it('confirmed twice, it is owed once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await moveIn();
      await lively.mandate(holder, id('brokerage'));
      const orderId = await lively.order(holder, key(), { shownUnitPricePence: CAP, agreedOwnMoneyPence: OWN_PART });
      await lively.accept(orderId);
      const deliveryId = await lively.deliver(holder, orderId);
      const broker = await lively.world.actor('broker');
      const said = await Promise.all([
        outcome(lively.ordering.confirmDeliveries(await person(), [deliveryId], key())),
        outcome(lively.ordering.confirmDeliveries(broker, [deliveryId], key())),
      ]);
      expect(said.sort()).toEqual(['DONE', 'WRONG_STATE']);
      expect(await own()).toEqual({
        states: ['OWED'],
        owed: OWN_PART,
        posted: OWN_PART,
        committed: 0n,
        accrued: BUDGET_PART,
      });
    }
  });

  it('cancelled beside accepted or declined, nothing of it is owed', async () => {
    const staff = await lively.world.actor('provider-staff', 1);
    for (let round = 0; round < ROUNDS; round += 1) {
      await moveIn();
      const orderId = await lively.order(holder, key(), {
        oneOff: { date: '2026-03-14' },
        shownUnitPricePence: CAP,
        agreedOwnMoneyPence: OWN_PART,
      });
      const cancel = lively.ordering.cancelOrder(await person(), {
        orderId,
        idempotencyKey: key(),
        agreedFeePence: 0n,
      });
      const answer =
        round % 2 === 0
          ? lively.ordering.acceptOrder(staff, { orderId, idempotencyKey: key() })
          : lively.ordering.declineOrder(staff, { orderId, idempotencyKey: key(), reason: 'We are full.' });
      await Promise.all([outcome(cancel), outcome(answer)]);
      // A cancellation after the yes is as free as one before it.
      await outcome(
        lively.ordering.cancelOrder(await person(), { orderId, idempotencyKey: key(), agreedFeePence: 0n }),
      );
      expect(await own()).toEqual({ states: ['GIVEN_BACK'], owed: 0n, posted: 0n, committed: 0n, accrued: 0n });
    }
  });

  /** Every Thursday, two hours, from 12 March. */
  const weekly = (): Promise<string> =>
    lively.order(holder, key(), {
      oneOff: null,
      standing: { startsOn: '2026-03-12', weekdays: ['TH'] },
      startTime: '10:00',
      shownUnitPricePence: CAP,
      agreedOwnMoneyPence: OWN_PART,
    });

  /** "03-19 HELD OWED": the first visits with their own part. */
  async function visits(orderId: string): Promise<string[]> {
    const { rows } = await database.superuser.query<Record<string, string>>(
      `select to_char(c.on_date, 'MM-DD') || ' ' || c.status || ' ' || m.state || ' ' || m.agreed_pence as words
       from ordering.occurrence c join ledger.own_money m on m.id = c.id where c.order_id = $1 order by c.starts_at limit 2`,
      [orderId],
    );
    return rows.map((row) => row['words'] ?? '');
  }

  it('a visit cancelled beside the job that holds it: its own part falls away with it', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await moveIn();
      const orderId = await weekly();
      await lively.accept(orderId);
      await database.superuser.query(
        `update ledger.budget_balance set funded_through = '2026-03-22' where budget_id = $1`,
        [id('budget', holder)],
      );
      const cancel = async () =>
        lively.ordering.cancelOrder(await person(), {
          orderId,
          idempotencyKey: key(),
          fromOn: '2026-03-19',
          agreedFeePence: 0n,
        });
      const both =
        round % 2 === 0 ? [cancel(), lively.ordering.enterHoldWindow()] : [lively.ordering.enterHoldWindow(), cancel()];
      const said = await Promise.all(both.map(outcome));
      expect(said).toEqual(['DONE', 'DONE']);
      await lively.ordering.enterHoldWindow();
      expect(await visits(orderId)).toEqual(['03-12 HELD AGREED 1500', '03-19 CANCELLED GIVEN_BACK 1500']);
      expect(await own()).toMatchObject({ owed: 0n, posted: 0n, committed: BUDGET_PART, accrued: 0n });
    }
  });

  it('stopped beside its plan made longer: no visit keeps an own part that nobody comes for', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      lively.clock.moveTo(NOW);
      await moveIn();
      const orderId = await weekly();
      await lively.accept(orderId);
      lively.clock.moveTo(new Date('2026-03-20T12:00:00Z'));
      const cancel = async () =>
        lively.ordering.cancelOrder(await person(), {
          orderId,
          idempotencyKey: key(),
          fromOn: '2026-03-26',
          agreedFeePence: 0n,
        });
      const both =
        round % 2 === 0 ? [cancel(), lively.ordering.extendPlans()] : [lively.ordering.extendPlans(), cancel()];
      await Promise.all(both.map(outcome));
      const { rows } = await database.superuser.query(
        `select count(*)::int as wrong from ordering.occurrence c left join ledger.own_money m on m.id = c.id
         where c.order_id = $1 and (m.id is null or (m.state = 'AGREED') <> (c.status in ('PLANNED', 'HELD', 'UNFUNDED')))`,
        [orderId],
      );
      expect(rows).toEqual([{ wrong: 0 }]);
    }
  });

  it('the yes to a bigger own part twice, or beside stopping from its day: once, or not at all', async () => {
    await publish(3, '2026-03-12', CAP - 100n);
    for (let round = 0; round < ROUNDS; round += 1) {
      await moveIn();
      // As it was agreed to before that card.
      const orderId = await lively.order(holder, key(), {
        oneOff: null,
        standing: { startsOn: '2026-03-12', weekdays: ['TH'] },
        startTime: '10:00',
        shownUnitPricePence: CAP - 100n,
        agreedOwnMoneyPence: OWN_PART + 200n,
      });
      await database.superuser.query(`update ordering.order_version set own_money_pence = 1500 where order_id = $1`, [
        orderId,
      ]);
      await lively.accept(orderId);
      await lively.ordering.repricePlans(2);
      const { rows } = await database.superuser.query<{ id: string }>(
        `select id from ordering.own_part_question where order_id = $1 and answer = 'ASKED'`,
        [orderId],
      );
      const agree = async () =>
        lively.ordering.agreeOwnMoney(await person(), {
          orderId,
          idempotencyKey: key(),
          questionId: rows[0]?.id ?? '',
          agreedOwnMoneyPence: OWN_PART + 200n,
        });
      const stop = async () =>
        lively.ordering.cancelOrder(await person(), {
          orderId,
          idempotencyKey: key(),
          fromOn: '2026-03-12',
          agreedFeePence: 0n,
        });
      const said = await Promise.all([outcome(agree()), outcome(round % 2 === 0 ? agree() : stop())]);
      if (round % 2 === 0) {
        expect(said.sort()).toEqual(['DONE', 'WRONG_STATE']);
        expect(await visits(orderId)).toEqual(['03-12 HELD AGREED 1700', '03-19 PLANNED AGREED 1700']);
      } else {
        expect(said[1]).toBe('DONE');
        expect((await visits(orderId)).map((words) => words.split(' ')[2])).toEqual(['GIVEN_BACK', 'GIVEN_BACK']);
      }
    }
  });

  it('a new card beside the order: what was agreed, or nothing', async () => {
    await moveIn();
    const send = (): Promise<string> =>
      outcome(
        lively.order(holder, key(), {
          oneOff: { date: '2026-03-20' },
          shownUnitPricePence: CAP - 100n,
          agreedOwnMoneyPence: OWN_PART + 200n,
        }),
      );
    const [said] = await Promise.all([send(), publish(4, '2026-03-20', CAP - 200n)]);
    const { states, committed } = await own();
    if (said === 'DONE') expect({ states, committed }).toEqual({ states: ['AGREED'], committed: BUDGET_PART - 200n });
    else expect({ said, states, committed }).toEqual({ said: 'PRICE_CHANGED', states: [], committed: 0n });
    expect(await send()).toBe('PRICE_CHANGED');
  });
});
