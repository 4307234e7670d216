import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

const WEEKLY = 100_000n;
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

const key = () => ({ idempotencyKey: `dispute-key-${(keys += 1)}` });
const person = () => lively.world.actor('holder', holder);
const staff = () => lively.world.actor('provider-staff', 1);
const approver = () => lively.world.actor('approver-first');

/** A visit of £48.20 that the provider has entered. */
async function entered(): Promise<string> {
  const orderId = await lively.order(holder, key().idempotencyKey);
  await lively.accept(orderId);
  return lively.deliver(holder, orderId);
}

async function question(deliveryId: string): Promise<string> {
  await lively.ordering.disputeDelivery(await person(), { deliveryId, ...key(), reason: 'They left early.' });
  return threadOf(deliveryId);
}

async function threadOf(deliveryId: string): Promise<string> {
  const { rows } = await database.superuser.query<{ id: string }>(
    'select id from ordering.dispute where delivery_id = $1 order by opened_at desc limit 1',
    [deliveryId],
  );
  return rows[0]?.id ?? '';
}

interface Stand {
  readonly status: string;
  readonly outcome: string | null;
  readonly settled: string | null;
  readonly credit: string;
  readonly note: string;
  readonly available: string;
  readonly committed: string;
  readonly accrued: string;
}

async function stand(deliveryId: string): Promise<Stand | undefined> {
  const { rows } = await database.superuser.query<Stand>(
    `select d.status, d.outcome, d.settled_pence::text as settled, d.credit_owed_pence::text as credit, n.status as note, b.available_pence::text as available,
       b.committed_pence::text as committed, b.accrued_pence::text as accrued
     from ordering.delivery n join ledger.budget_balance b on b.budget_id = n.budget_id left join ordering.dispute d on d.delivery_id = n.id
     where n.id = $1 order by d.opened_at desc limit 1`,
    [deliveryId],
  );
  return rows[0];
}

const settled = (outcome: string, pence: bigint) => ({
  status: 'SETTLED',
  outcome,
  settled: String(pence),
  credit: '0',
  note: 'CONFIRMED',
  available: String(WEEKLY - pence),
  committed: '0',
  accrued: String(pence),
});

describe('a question before the visit is confirmed', () => {
  it.each([
    ['PAY_FULL', null, 4820n],
    ['PAY_PART', '1.25', 3013n],
    ['PAY_NOTHING', null, 0n],
  ] as const)('the council decides %s %p: the hold is parted to the penny', async (decision, quantity, pence) => {
    const deliveryId = await entered();
    const disputeId = await question(deliveryId);
    const decide = { disputeId, ...key(), decision, quantity, reason: 'We read both sides.' };
    // The two sides have their time first.
    await expect(lively.ordering.decideDispute(await approver(), decide)).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    expect(await stand(deliveryId)).toMatchObject({ status: 'OPEN', committed: '4820', accrued: '0' });
    await lively.ordering.writeInDispute(await staff(), { disputeId, ...key(), body: 'She asked us to go.' });
    await lively.ordering.askCouncil(await person(), { disputeId, ...key() });
    await expect(
      lively.ordering.decideDispute(await lively.world.actor('approver-second'), decide),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await lively.ordering.decideDispute(await approver(), decide);
    // The same request again is the same answer.
    await lively.ordering.decideDispute(await approver(), decide);
    expect(await stand(deliveryId)).toEqual(settled(decision, pence));
    await expect(
      lively.ordering.writeInDispute(await person(), { disputeId, ...key(), body: 'But!' }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(
      lively.ordering.disputeDelivery(await person(), { deliveryId, ...key(), reason: 'Again.' }),
    ).rejects.toMatchObject({ code: 'DECIDED_ALREADY' });
  });

  it('the provider’s answer begins the days of silence anew, and confirming it is agreeing', async () => {
    const deliveryId = await entered();
    lively.clock.moveTo(new Date(NOW.getTime() + 6 * 86_400_000));
    await question(deliveryId);
    await lively.ordering.settleDispute(await staff(), { deliveryId, ...key(), quantity: '1' });
    lively.clock.moveTo(new Date(NOW.getTime() + 8 * 86_400_000));
    await lively.ordering.confirmSilent();
    expect(await stand(deliveryId)).toMatchObject({ status: 'ANSWERED', note: 'RECORDED', committed: '4820' });
    lively.clock.moveTo(new Date(NOW.getTime() + 13 * 86_400_000));
    await lively.ordering.confirmSilent();
    expect(await stand(deliveryId)).toEqual(settled('AGREED', 2410n));
  });

  it('what is not settled by its day goes to the council, once', async () => {
    const deliveryId = await entered();
    const disputeId = await question(deliveryId);
    lively.clock.moveTo(new Date(NOW.getTime() + 6 * 86_400_000));
    await lively.ordering.disputesToCouncil();
    expect(await lively.ordering.disputesToCouncil()).toBe(0);
    await expect(
      lively.ordering.decideDispute(await approver(), { disputeId, ...key(), decision: 'PAY_FULL', reason: 'Yes.' }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
    lively.clock.moveTo(new Date(`${addDays(TODAY, 7)}T12:00:00Z`));
    const both = await Promise.all([lively.ordering.disputesToCouncil(), lively.ordering.disputesToCouncil()]);
    expect(both.reduce((sum, one) => sum + one, 0)).toBe(1);
  });
});

describe('a question after the visit was confirmed', () => {
  it('stands for the council’s days, moves no money, and leaves a credit to be made', async () => {
    const deliveryId = await entered();
    lively.clock.moveTo(new Date(NOW.getTime() + 7 * 86_400_000));
    await lively.ordering.confirmSilent();
    lively.clock.moveTo(new Date(NOW.getTime() + 35 * 86_400_000));
    const disputeId = await question(deliveryId);
    await lively.ordering.settleDispute(await staff(), { deliveryId, ...key(), quantity: '1.5' });
    await expect(
      lively.ordering.closeDispute(await person(), { disputeId, ...key(), agreedPence: 4820n }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await lively.ordering.closeDispute(await person(), { disputeId, ...key(), agreedPence: 3615n });
    expect(await stand(deliveryId)).toEqual({
      ...settled('AGREED', 3615n),
      credit: '1205',
      available: String(WEEKLY - 4820n),
      accrued: '4820',
    });
    const { rows } = await database.superuser.query(
      'select delivery_id, credit_pence::text from ordering.credits_owed(array[$1]::uuid[])',
      [disputeId],
    );
    expect(rows).toEqual([{ delivery_id: deliveryId, credit_pence: '1205' }]);
  });

  it('comes too late a day after', async () => {
    const deliveryId = await entered();
    await lively.confirm(holder, deliveryId);
    lively.clock.moveTo(new Date(NOW.getTime() + 29 * 86_400_000));
    await expect(
      lively.ordering.disputeDelivery(await person(), { deliveryId, ...key(), reason: 'Late.' }),
    ).rejects.toMatchObject({ code: 'TOO_LATE_TO_QUESTION', details: { lastDay: '2026-04-07' } });
    expect(await stand(deliveryId)).toMatchObject({ status: null, note: 'CONFIRMED' });
  });
});

describe('at the same moment', () => {
  it.each([1, 2, 3])('confirming, questioning and silence: one of them counts (%p)', async () => {
    const deliveryId = await entered();
    lively.clock.moveTo(new Date(NOW.getTime() + 7 * 86_400_000));
    const me = await person();
    const [confirmed, questioned] = await Promise.allSettled([
      lively.ordering.confirmDeliveries(me, [deliveryId], key().idempotencyKey),
      lively.ordering.disputeDelivery(me, { deliveryId, ...key(), reason: 'No.' }),
      lively.ordering.confirmSilent(),
    ]);
    const now = await stand(deliveryId);
    // The question is never lost: before confirming it holds the money, after it is about money that is owed.
    expect(questioned).toMatchObject({ status: 'fulfilled' });
    const held = now?.note === 'DISPUTED';
    expect(now).toMatchObject(
      held
        ? { status: 'OPEN', committed: '4820', accrued: '0' }
        : { status: 'OPEN', note: 'CONFIRMED', committed: '0', accrued: '4820' },
    );
    if (held) expect(confirmed).toMatchObject({ status: 'rejected', reason: { code: 'WRONG_STATE' } });
  });

  it.each([1, 2, 3])(
    'the provider’s answer, the person’s taking back and the council’s decision: one ends it (%p)',
    async () => {
      const deliveryId = await entered();
      const disputeId = await question(deliveryId);
      await lively.ordering.askCouncil(await staff(), { disputeId, ...key() });
      const [me, provider, officer] = [await person(), await staff(), await approver()];
      const [, closed, decided] = await Promise.allSettled([
        lively.ordering.settleDispute(provider, { deliveryId, ...key(), quantity: '1' }),
        lively.ordering.closeDispute(me, { disputeId, ...key(), agreedPence: 4820n }),
        lively.ordering.decideDispute(officer, { disputeId, ...key(), decision: 'PAY_NOTHING', reason: 'No visit.' }),
        lively.ordering.decideDispute(officer, { disputeId, ...key(), decision: 'PAY_FULL', reason: 'All of it.' }),
      ]);
      const now = await stand(deliveryId);
      expect(now?.status).toBe('SETTLED');
      expect(now).toEqual(settled(now?.outcome ?? '', BigInt(now?.settled ?? -1)));
      if (closed.status === 'fulfilled') expect(now?.outcome).toBe('WITHDRAWN');
      if (decided.status === 'fulfilled') expect(now?.outcome).toBe('PAY_NOTHING');
      const { rows } = await database.superuser.query(
        `select count(*)::int as moved from ledger.transfer t join ordering.delivery d on d.occurrence_id = t.hold_id where d.id = $1 and t.kind <> 'HELD'`,
        [deliveryId],
      );
      expect(rows).toEqual([{ moved: 1 }]);
    },
  );
});

it('nobody else takes part', async () => {
  const deliveryId = await entered();
  const disputeId = await question(deliveryId);
  await lively.world.moveIn([1000 + holder], WEEKLY);
  for (const stranger of [
    await lively.world.actor('holder', 1000 + holder),
    await lively.world.actor('provider-staff', 2),
    await lively.world.actor('approver-second'),
  ])
    await expect(
      lively.ordering.writeInDispute(stranger, { disputeId, ...key(), body: 'Hello.' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(
    lively.ordering.closeDispute(await staff(), { disputeId, ...key(), agreedPence: 4820n }),
  ).rejects.toMatchObject({ code: 'NO_MANDATE' });
  await expect(
    lively.ordering.decideDispute(await lively.world.actor('finance-first'), {
      disputeId,
      ...key(),
      decision: 'PAY_FULL',
      reason: 'Yes.',
    }),
  ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
  expect(await stand(deliveryId)).toMatchObject({ status: 'OPEN', committed: '4820' });
});
