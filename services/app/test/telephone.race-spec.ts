import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW } from './fixtures/lively-world.js';
import { orderOf, saidYes, takeCall } from './fixtures/telephone-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

const WEEKLY = 100_000;
const VISIT = 2 * Number(AGREED_PENCE);

let lively: LivelyWorld;
let database: WholeDatabase;
let holder = -1;
let callId = '';

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0 });
  await database.close();
  await lively.house.close();
});

beforeEach(async () => {
  lively.clock.moveTo(NOW);
  holder += 1;
  await lively.world.moveIn([holder], BigInt(WEEKLY), 'no sign-in');
  callId = await takeCall(lively, holder, 'race');
});

async function place(key = 'race'): Promise<string> {
  const officer = await lively.world.actor('caremanager-first');
  return (await lively.ordering.placeOrder(officer, orderOf(lively, holder, key, callId))).orderId;
}

async function end(key = 'race'): Promise<void> {
  const officer = await lively.world.actor('caremanager-first');
  await lively.ordering.endTelephoneCall(officer, { callId, idempotencyKey: `${key}-ends-call-${holder}` });
}

/** "done", or the code of the refusal. */
function outcome(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );
}

async function left(): Promise<object | undefined> {
  const { rows } = await database.superuser.query(
    `select b.available_pence::int as available, b.committed_pence::int as committed,
       (select count(*)::int from ordering."order" o where o.participant_ids @> array[$2::uuid]) as orders,
       (select count(*)::int from ordering.telephone_act a where a.call_id = $3) as acts,
       (select coalesce(sum(jsonb_array_length(l.content -> 'lines') - 1), 0)::int from ordering.letter l where l.call_id = $3) as told
     from ledger.budget_balance b where b.budget_id = $1`,
    [id('budget', holder), id('holder', holder), callId],
  );
  return rows[0] as object | undefined;
}

const PLACED = { available: WEEKLY - VISIT, committed: VISIT, orders: 1, acts: 1, told: 1 };
const NOTHING = { available: WEEKLY, committed: 0, orders: 0, acts: 0, told: 0 };

/** Resolves when somebody waits for what another transaction holds. */
async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const { rows } = await database.superuser.query<{ waiting: number }>(
      `select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if ((rows[0]?.waiting ?? 0) > 0) return;
  }
}

/** Holds what an order needs while `meanwhile` starts and waits, then lets go. */
async function heldBack(sql: string, values: readonly unknown[], meanwhile: () => Promise<void>): Promise<void> {
  const holding = new pg.Client({ connectionString: lively.house.database.superuserUrl });
  await holding.connect();
  await holding.query('begin');
  await holding.query(sql, [...values]);
  try {
    await meanwhile();
  } finally {
    await holding.query('commit');
    await holding.end();
  }
}

describe('a call that ends while somebody orders in it', () => {
  it('waits for the order that came first, and tells it in its letter', async () => {
    const answers: Promise<string>[] = [];
    // The order has the call and waits for its budget; ending waits for the call.
    await heldBack(
      'select from ledger.budget_balance where budget_id = $1 for update',
      [id('budget', holder)],
      async () => {
        answers.push(outcome(place()));
        await untilSomebodyWaits();
        answers.push(outcome(end()));
      },
    );
    expect(await Promise.all(answers)).toEqual(['done', 'done']);
    expect(await left()).toEqual(PLACED);
  });

  it('refuses the order that comes after, and leaves nothing of it', async () => {
    const answers: Promise<string>[] = [];
    // Somebody ends the call by hand, and the order waits for them.
    await heldBack('update ordering.telephone_call set ended_at = began_at where id = $1', [callId], async () => {
      answers.push(outcome(place()));
      await untilSomebodyWaits();
    });
    expect(await Promise.all(answers)).toEqual(['CALL_OVER']);
    expect(await left()).toEqual(NOTHING);
  });

  it('is either, whenever both come at once; the letter tells what was done and nothing else', async () => {
    const seen: object[] = [];
    for (let round = 0; round < 8; round += 1) {
      if (round > 0) {
        holder += 1;
        await lively.world.moveIn([holder], BigInt(WEEKLY), 'no sign-in');
        callId = await takeCall(lively, holder, 'race');
      }
      const both = round % 2 === 0 ? [place(), end()] : [end(), place()];
      const [first = '', second = ''] = await Promise.all(both.map(outcome));
      const placed = round % 2 === 0 ? first : second;
      expect(round % 2 === 0 ? second : first).toBe('done');
      expect(['done', 'CALL_OVER']).toContain(placed);
      seen.push({ is: await left(), shouldBe: placed === 'done' ? PLACED : NOTHING });
    }
    for (const { is, shouldBe } of seen as { is: object; shouldBe: object }[]) expect(is).toEqual(shouldBe);
  });
});

describe('two things in one call', () => {
  it('stand beside each other: two orders, and two confirmations of which one counts', async () => {
    const delivered = await lively.order(holder, 'to-confirm');
    await lively.accept(delivered);
    const note = await lively.deliver(holder, delivered);
    const officer = await lively.world.actor('caremanager-first');
    const confirm = (key: string) =>
      lively.ordering.confirmDeliveries(officer, [note], `${key}-${holder}`, saidYes(callId));
    const answers = await Promise.all([
      outcome(place('one')),
      outcome(place('two')),
      outcome(confirm('confirm-a')),
      outcome(confirm('confirm-b')),
    ]);
    expect(answers.slice(0, 2)).toEqual(['done', 'done']);
    expect(answers.slice(2).sort()).toEqual(['WRONG_STATE', 'done']);
    await end();
    expect(await left()).toEqual({ available: WEEKLY - 3 * VISIT, committed: 2 * VISIT, orders: 3, acts: 3, told: 3 });
  });

  it('ended twice at once, by the officer and by the job that comes late: one of them, one letter', async () => {
    await place();
    lively.clock.moveTo(new Date(NOW.getTime() + 7_200_000));
    const [ended, swept] = await Promise.all([outcome(end()), lively.ordering.endCallsLeftOpen()]);
    expect([
      ['done', 0],
      ['CALL_OVER', 1],
    ]).toContainEqual([ended, swept]);
    expect(await left()).toEqual(PLACED);
  });
});

describe('a mandate that ends while its holder is on the telephone', () => {
  it('ends what they may do in the call', async () => {
    const mandate = await lively.mandate(holder, id('brokerage'));
    callId = await takeCall(lively, holder, 'broker', {}, ['broker']);
    const broker = await lively.world.actor('broker');
    const placing = () => lively.ordering.placeOrder(broker, orderOf(lively, holder, 'broker', callId));
    const answers: Promise<string>[] = [];
    await heldBack('update identity.mandate set ended_at = $2 where id = $1', [mandate, NOW], async () => {
      answers.push(outcome(placing()));
      await untilSomebodyWaits();
    });
    expect(await Promise.all(answers)).toEqual(['NO_MANDATE']);
    expect(await left()).toEqual(NOTHING);
  });
});
