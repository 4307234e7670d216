import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, type Pence } from '@owncourse/kernel/contract';
import { verifyInvoices } from '@owncourse/invoicing/verify';
import { verifyLedger } from '@owncourse/ledger/verify';
import type { PlaceOrderInput } from '@owncourse/ordering/contract';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

/** £1,000 a week, of which the first is in. */
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
  expect(await verifyInvoices(lively.house.database.auditorUrl)).toMatchObject({ breaches: 0, first: null });
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await database.close();
  await lively.house.close();
});

/** Somebody new, with nothing ordered yet. */
beforeEach(async () => {
  lively.clock.moveTo(NOW);
  holder += 1;
  await lively.world.moveIn([holder], WEEKLY);
});

const key = (): string => `life-key-${(keys += 1)}`;
const person = () => lively.world.actor('holder', holder);
const staff = () => lively.world.actor('provider-staff', 1);

interface Balance {
  readonly available: Pence;
  readonly committed: Pence;
  readonly accrued: Pence;
}

async function balance(): Promise<Balance> {
  const { rows } = await database.superuser.query<Record<keyof Balance, string>>(
    'select available_pence as available, committed_pence as committed, accrued_pence as accrued from ledger.budget_balance where budget_id = $1',
    [id('budget', holder)],
  );
  const [row] = rows;
  return {
    available: BigInt(row?.available ?? -1),
    committed: BigInt(row?.committed ?? -1),
    accrued: BigInt(row?.accrued ?? -1),
  };
}

async function statusOf(orderId: string): Promise<string> {
  return (
    (await database.superuser.query<{ status: string }>('select status from ordering."order" where id = $1', [orderId]))
      .rows[0]?.status ?? ''
  );
}

interface VisitRow {
  readonly id: string;
  readonly day: string;
  readonly status: string;
  readonly amount: string;
}

async function visitsOf(orderId: string): Promise<VisitRow[]> {
  const { rows } = await database.superuser.query<VisitRow>(
    'select id, on_date::text as day, status, amount_pence as amount from ordering.occurrence where order_id = $1 order by starts_at',
    [orderId],
  );
  return rows;
}

async function accepted(changes: Partial<PlaceOrderInput> = {}): Promise<string> {
  const orderId = await lively.order(holder, key(), changes);
  await lively.accept(orderId);
  return orderId;
}

async function cancel(orderId: string, agreedFeePence = 0n, occurrenceId?: string): Promise<void> {
  await lively.ordering.cancelOrder(await person(), {
    orderId,
    idempotencyKey: key(),
    agreedFeePence,
    ...(occurrenceId ? { occurrenceId } : {}),
  });
}

const refusal = (code: string, details: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });

describe('the provider’s answer', () => {
  it('a no with its reason gives everything back', async () => {
    const orderId = await lively.order(holder, key());
    expect(await balance()).toEqual({ available: WEEKLY - 4820n, committed: 4820n, accrued: 0n });
    const answer = { orderId, idempotencyKey: key() };
    await expect(lively.ordering.declineOrder(await staff(), { ...answer, reason: ' ' })).rejects.toEqual(
      refusal('INVALID_INPUT', { problems: [{ field: 'reason', message: expect.stringContaining('Say why') }] }),
    );
    await lively.ordering.declineOrder(await staff(), { ...answer, reason: 'We are full.' });
    expect(await statusOf(orderId)).toBe('DECLINED');
    expect(await balance()).toEqual({ available: WEEKLY, committed: 0n, accrued: 0n });
    await lively.ordering.declineOrder(await staff(), { ...answer, reason: 'We are full.' });
    await expect(lively.accept(orderId)).rejects.toEqual(refusal('WRONG_STATE'));
  });

  it('nobody else’s answer counts', async () => {
    const orderId = await lively.order(holder, key());
    await expect(
      lively.ordering.acceptOrder(await lively.world.actor('provider-staff', 2), { orderId, idempotencyKey: key() }),
    ).rejects.toEqual(refusal('NOT_FOUND'));
    await expect(lively.ordering.acceptOrder(await person(), { orderId, idempotencyKey: key() })).rejects.toEqual(
      refusal('NOT_PERMITTED'),
    );
  });

  it('none before the first visit: the order ends by itself', async () => {
    const orderId = await lively.order(holder, key(), { oneOff: { date: addDays(TODAY, 1) }, startTime: '09:00' });
    lively.clock.moveTo(new Date('2026-03-11T09:00:00.000Z'));
    await lively.ordering.expireUnanswered();
    expect(await statusOf(orderId)).toBe('SUBMITTED');
    lively.clock.moveTo(new Date('2026-03-11T09:00:00.001Z'));
    await lively.ordering.expireUnanswered();
    expect(await statusOf(orderId)).toBe('EXPIRED');
    expect(await balance()).toEqual({ available: WEEKLY, committed: 0n, accrued: 0n });
  });
});

describe('what the council looks at first', () => {
  const limit = async (value: number): Promise<void> => {
    const { world } = lively;
    await world.identity.setPolicy(await world.actor('finance-first'), world.councilId, [
      { key: 'approvalLimitPence', value, from: TODAY },
    ]);
  };

  it('above its limit an order waits, is let through or refused with the reason', async () => {
    await limit(4820);
    expect(await statusOf(await lively.order(holder, key()))).toBe('SUBMITTED');
    await limit(4819);
    const [through, stopped] = [await lively.order(holder, key()), await lively.order(holder, key())];
    await limit(1_000_000);
    expect(await statusOf(through)).toBe('AWAITING_APPROVAL');
    await expect(lively.accept(through)).rejects.toEqual(refusal('WRONG_STATE'));
    const approver = await lively.world.actor('approver-first');
    await expect(
      lively.ordering.decideOrder(await lively.world.actor('finance-first'), {
        orderId: through,
        idempotencyKey: key(),
        approve: true,
      }),
    ).rejects.toEqual(refusal('NOT_PERMITTED'));
    await lively.ordering.decideOrder(approver, { orderId: through, idempotencyKey: key(), approve: true });
    await lively.accept(through);
    await expect(
      lively.ordering.decideOrder(approver, { orderId: stopped, idempotencyKey: key(), approve: false }),
    ).rejects.toEqual(refusal('INVALID_INPUT'));
    await lively.ordering.decideOrder(approver, {
      orderId: stopped,
      idempotencyKey: key(),
      approve: false,
      reason: 'Not in the plan.',
    });
    expect(await statusOf(stopped)).toBe('REFUSED');
    expect(await balance()).toEqual({ available: WEEKLY - 2n * 4820n, committed: 2n * 4820n, accrued: 0n });
  });
});

describe('cancelling', () => {
  // Noon on Thursday; 24 hours' notice, half the price after that: half of £36.15 is £18.07½.
  const visit = { quantity: '1.5', oneOff: { date: '2026-03-12' }, startTime: '12:00' };
  const BOUNDARY = new Date('2026-03-11T12:00:00.000Z');

  it('is free to the last millisecond of the notice', async () => {
    const orderId = await accepted(visit);
    lively.clock.moveTo(BOUNDARY);
    await cancel(orderId);
    expect(await statusOf(orderId)).toBe('CANCELLED');
    expect(await balance()).toEqual({ available: WEEKLY, committed: 0n, accrued: 0n });
  });

  it('costs the card’s percent a millisecond later, to the penny, and only as agreed', async () => {
    const orderId = await accepted(visit);
    lively.clock.moveTo(new Date(BOUNDARY.getTime() + 1));
    await expect(cancel(orderId)).rejects.toEqual(refusal('FEE_CHANGED', { feePence: '1808' }));
    await expect(cancel(orderId, 1807n)).rejects.toEqual(refusal('FEE_CHANGED', { feePence: '1808' }));
    expect(await balance()).toEqual({ available: WEEKLY - 3615n, committed: 3615n, accrued: 0n });
    await cancel(orderId, 1808n);
    expect(await balance()).toEqual({ available: WEEKLY - 1808n, committed: 0n, accrued: 1808n });
    await expect(cancel(orderId, 1808n)).rejects.toEqual(refusal('WRONG_STATE'));
  });

  it('is free before the provider has said yes, and when the provider cancels', async () => {
    const [unanswered, given] = [await lively.order(holder, key(), visit), await accepted(visit)];
    lively.clock.moveTo(new Date(BOUNDARY.getTime() + 1));
    await cancel(unanswered);
    await lively.ordering.cancelOrder(await staff(), { orderId: given, idempotencyKey: key(), agreedFeePence: 0n });
    expect(await balance()).toEqual({ available: WEEKLY, committed: 0n, accrued: 0n });
  });

  it('the only visit of an order ends the order', async () => {
    const orderId = await accepted(visit);
    const [only] = await visitsOf(orderId);
    await cancel(orderId, 0n, only?.id);
    expect(await statusOf(orderId)).toBe('CANCELLED');
  });

  it('the last open visit completes an order of which something was delivered', async () => {
    const orderId = await accepted({
      oneOff: null,
      standing: { startsOn: TODAY, endsOn: '2026-03-12', weekdays: ['TU', 'TH'] },
    });
    await lively.confirm(holder, await lively.deliver(holder, orderId));
    expect(await statusOf(orderId)).toBe('ACTIVE');
    await cancel(orderId, 0n, (await visitsOf(orderId))[1]?.id);
    expect(await statusOf(orderId)).toBe('COMPLETED');
    expect(await balance()).toEqual({ available: WEEKLY - 4820n, committed: 0n, accrued: 4820n });
  });

  it('a visit that was delivered cannot be cancelled', async () => {
    const orderId = await accepted();
    await lively.deliver(holder, orderId);
    await expect(cancel(orderId)).rejects.toEqual(refusal('WRONG_STATE'));
  });
});

describe('the delivery note', () => {
  it('for less than was ordered gives the rest back, once it is confirmed', async () => {
    const orderId = await accepted();
    const delivery = await lively.deliver(holder, orderId, '1.25');
    expect(await balance()).toEqual({ available: WEEKLY - 4820n, committed: 4820n, accrued: 0n });
    await lively.confirm(holder, delivery);
    // 1¼ hours at £24.10 are £30.12½.
    expect(await balance()).toEqual({ available: WEEKLY - 3013n, committed: 0n, accrued: 3013n });
    expect(await statusOf(orderId)).toBe('COMPLETED');
    await lively.confirm(holder, delivery);
    expect(await balance()).toEqual({ available: WEEKLY - 3013n, committed: 0n, accrued: 3013n });
  });

  it('for more than was ordered is refused with both sums', async () => {
    const orderId = await accepted();
    // A little more is more, even where it would round to the same sum.
    await expect(lively.deliver(holder, orderId, '2.0001')).rejects.toEqual(
      refusal('MORE_THAN_HELD', { heldPence: '4820', amountPence: '4820', orderedQuantity: '2' }),
    );
    const another = await accepted();
    await expect(lively.deliver(holder, another, '2.0003')).rejects.toEqual(
      refusal('MORE_THAN_HELD', { heldPence: '4820', amountPence: '4821' }),
    );
  });

  it('names each fact that is wrong', async () => {
    const orderId = await accepted();
    const [visit] = await visitsOf(orderId);
    const note = {
      occurrenceId: visit?.id ?? '',
      idempotencyKey: key(),
      workerName: 'Wren',
      place: 'At home',
      startedAt: '2026-03-10T08:00:00Z',
      endedAt: '2026-03-10T10:00:00Z',
      quantity: '2',
    };
    const fields = async (changes: Partial<typeof note>): Promise<string[]> => {
      const failure: unknown = await lively.ordering
        .recordDeliveries(await staff(), [{ ...note, ...changes }], key())
        .catch((error: unknown) => error);
      const { details } = failure as { details: { problems: { field: string }[] } };
      return details.problems.map((problem) => problem.field);
    };
    expect(await fields({ workerName: ' ', place: 'x'.repeat(201) })).toEqual(['workerName', 'place']);
    expect(await fields({ workerName: 'A\u0000B' })).toEqual(['workerName']);
    expect(await fields({ endedAt: note.startedAt })).toEqual(['endedAt']);
    expect(await fields({ endedAt: '2026-03-10T07:59:00Z' })).toEqual(['endedAt']);
    expect(await fields({ endedAt: '2026-03-10T12:00:01Z' })).toEqual(['endedAt']);
    expect(await fields({ startedAt: '2026-03-09T23:59:00Z' })).toEqual(['startedAt']);
    expect(await fields({ quantity: '0' })).toEqual(['quantity']);
    await lively.ordering.recordDeliveries(await staff(), [note], key());
    await expect(lively.ordering.recordDeliveries(await staff(), [note], key())).rejects.toEqual(
      refusal('WRONG_STATE'),
    );
  });
});

describe('a dispute', () => {
  async function disputed(): Promise<string> {
    const delivery = await lively.deliver(holder, await accepted());
    await lively.ordering.disputeDelivery(await person(), {
      deliveryId: delivery,
      idempotencyKey: key(),
      reason: 'She left after an hour.',
    });
    return delivery;
  }

  it('keeps the money promised until it is put right and confirmed', async () => {
    const delivery = await disputed();
    await expect(lively.confirm(holder, delivery)).rejects.toEqual(refusal('WRONG_STATE'));
    expect(await balance()).toEqual({ available: WEEKLY - 4820n, committed: 4820n, accrued: 0n });
    const settle = async (quantity: string) =>
      lively.ordering.settleDispute(await staff(), { deliveryId: delivery, idempotencyKey: key(), quantity });
    await expect(settle('2.5')).rejects.toEqual(refusal('MORE_THAN_HELD'));
    await expect(settle('-1')).rejects.toEqual(refusal('INVALID_INPUT'));
    await settle('1');
    expect(await balance()).toEqual({ available: WEEKLY - 4820n, committed: 4820n, accrued: 0n });
    await lively.ordering.confirmDeliveries(await person(), [delivery], key());
    expect(await balance()).toEqual({ available: WEEKLY - 2410n, committed: 0n, accrued: 2410n });
    await expect(settle('2')).rejects.toEqual(refusal('WRONG_STATE'));
  });

  it('about a visit that never was gives everything back', async () => {
    const delivery = await disputed();
    await lively.ordering.settleDispute(await staff(), { deliveryId: delivery, idempotencyKey: key(), quantity: '0' });
    await lively.confirm(holder, delivery);
    expect(await balance()).toEqual({ available: WEEKLY, committed: 0n, accrued: 0n });
  });

  it('needs a reason, and is the person’s', async () => {
    const delivery = await lively.deliver(holder, await accepted());
    const dispute = { deliveryId: delivery, idempotencyKey: key(), reason: '' };
    await expect(lively.ordering.disputeDelivery(await person(), dispute)).rejects.toEqual(refusal('INVALID_INPUT'));
    await expect(lively.ordering.disputeDelivery(await staff(), { ...dispute, reason: 'No' })).rejects.toEqual(
      refusal('NO_MANDATE'),
    );
  });
});

describe('silence', () => {
  it('confirms a note on the council’s seventh day, London time, and never one in dispute', async () => {
    const quiet = await lively.deliver(holder, await accepted());
    const loud = await lively.deliver(holder, await accepted());
    await lively.ordering.disputeDelivery(await person(), {
      deliveryId: loud,
      idempotencyKey: key(),
      reason: 'Nobody came.',
    });
    const held = await balance();
    lively.clock.moveTo(new Date('2026-03-16T23:59:59.999Z'));
    await lively.ordering.confirmSilent();
    expect(await balance()).toEqual(held);
    lively.clock.moveTo(new Date('2026-03-17T00:00:00.000Z'));
    await lively.ordering.confirmSilent();
    expect(await balance()).toEqual({ ...held, committed: 4820n, accrued: 4820n });
    expect(await lively.ordering.confirmSilent()).toBe(0);
    await expect(lively.confirm(holder, quiet)).rejects.toEqual(refusal('WRONG_STATE'));
  });
});

describe('an order for every week', () => {
  const weekly = {
    oneOff: null,
    standing: { startsOn: TODAY, weekdays: ['TU', 'TH'] },
  } satisfies Partial<PlaceOrderInput>;
  const states = async (orderId: string): Promise<string[]> =>
    (await visitsOf(orderId)).slice(0, 6).map((visit) => `${visit.day} ${visit.status}`);
  const jobs = async (): Promise<void> => {
    await lively.world.ledger.postDueInstalments();
    await lively.ordering.enterHoldWindow();
  };

  it('holds only the weeks that are funded, and each next week when its money has come', async () => {
    const orderId = await accepted(weekly);
    expect(await visitsOf(orderId)).toHaveLength(53);
    expect(await states(orderId)).toEqual([
      '2026-03-10 HELD',
      '2026-03-12 HELD',
      '2026-03-17 PLANNED',
      '2026-03-19 PLANNED',
      '2026-03-24 PLANNED',
      '2026-03-26 PLANNED',
    ]);
    expect(await balance()).toEqual({ available: WEEKLY - 9640n, committed: 9640n, accrued: 0n });
    lively.clock.moveTo(new Date('2026-03-15T23:00:00Z'));
    await jobs();
    expect((await states(orderId))[2]).toBe('2026-03-17 PLANNED');
    lively.clock.moveTo(new Date('2026-03-16T00:00:00Z'));
    await jobs();
    await jobs();
    expect((await states(orderId)).slice(2, 5)).toEqual(['2026-03-17 HELD', '2026-03-19 HELD', '2026-03-24 PLANNED']);
    expect(await balance()).toEqual({ available: 2n * WEEKLY - 19_280n, committed: 19_280n, accrued: 0n });
  });

  it('cancelled as a whole gives back what is held and ends what is planned', async () => {
    const orderId = await accepted(weekly);
    lively.clock.moveTo(new Date('2026-03-10T08:00:00Z'));
    await expect(cancel(orderId)).rejects.toEqual(refusal('FEE_CHANGED', { feePence: '2410' }));
    await cancel(orderId, 2410n);
    expect(await balance()).toEqual({ available: WEEKLY - 2410n, committed: 0n, accrued: 2410n });
    expect(new Set((await visitsOf(orderId)).map((visit) => visit.status))).toEqual(new Set(['CANCELLED']));
    lively.clock.moveTo(new Date('2026-03-16T00:00:00Z'));
    await jobs();
    expect(await balance()).toEqual({ available: 2n * WEEKLY - 2410n, committed: 0n, accrued: 2410n });
  });

  it('without an end goes on, 26 weeks ahead, and new visits cost what the card of their day says', async () => {
    const orderId = await accepted({ ...weekly, standing: { ...weekly.standing, weekdays: ['TU'] } });
    const before = await visitsOf(orderId);
    expect(before.at(-1)?.day).toBe('2026-09-08');
    await lively.rates.publishRateCard(await lively.world.actor('finance-first'), {
      councilId: lively.world.councilId,
      providerId: lively.world.providerId,
      version: 2,
      validFrom: '2026-09-20',
      validBefore: null,
      bankHolidayMultiplier: '1',
      cancellationNoticeHours: 24,
      cancellationPercent: '50',
      items: [{ variantId: id('variant', 1), unit: 'HOUR', kind: 'FIXED', unitPricePence: AGREED_PENCE + 100n }],
    });
    lively.clock.moveTo(new Date('2026-03-31T12:00:00Z'));
    await lively.ordering.extendPlans();
    await lively.ordering.extendPlans();
    const added = (await visitsOf(orderId)).slice(before.length);
    expect(added.map((visit) => `${visit.day} ${visit.status} ${visit.amount}`)).toEqual([
      '2026-09-15 PLANNED 4820',
      '2026-09-22 PLANNED 5020',
      '2026-09-29 PLANNED 5020',
    ]);
  });

  it('keeps its hour by the clock on the wall when the clocks change', async () => {
    const orderId = await accepted({
      ...weekly,
      standing: { startsOn: TODAY, weekdays: ['SU'], endsOn: '2026-04-05' },
      startTime: '10:00',
    });
    const { rows } = await database.superuser.query<{ starts: Date }>(
      'select starts_at as starts from ordering.occurrence where order_id = $1 order by 1',
      [orderId],
    );
    expect(rows.map((row) => row.starts.toISOString())).toEqual([
      '2026-03-15T10:00:00.000Z',
      '2026-03-22T10:00:00.000Z',
      '2026-03-29T09:00:00.000Z',
      '2026-04-05T09:00:00.000Z',
    ]);
  });
});

describe('a visit that cannot be held', () => {
  it('is unfunded, and held as soon as the money comes', async () => {
    const finance = await lively.world.actor('finance-first');
    const budgetId = id('thin-budget', holder);
    // £600 of the £1,000 a week is the person's own part; it is counted on, and does not come.
    await lively.world.ledger.openBudget(finance, {
      budgetId,
      councilId: lively.world.councilId,
      personId: id('holder', holder),
      startsOn: '2026-03-09',
      endsBefore: null,
      weeklyPence: WEEKLY,
      paymentIntervalWeeks: 1,
      route: 'COUNCIL_MANAGED',
      payerId: lively.world.councilId,
      fundingSources: [{ kind: 'SOCIAL_CARE', weight: 1 }],
      contributionPence: 60_000n,
      netting: 'NET',
    });
    await lively.world.ledger.postDueInstalments();
    const orderId = await accepted({
      budgetId,
      quantity: '35',
      oneOff: null,
      standing: { startsOn: '2026-03-17', endsOn: '2026-03-24', weekdays: ['TU'] },
    });
    const jobs = async (): Promise<string[]> => {
      await lively.world.ledger.postDueInstalments();
      await lively.ordering.enterHoldWindow();
      return (await visitsOf(orderId)).map((visit) => visit.status);
    };
    lively.clock.moveTo(new Date('2026-03-16T06:00:00Z'));
    expect(await jobs()).toEqual(['UNFUNDED', 'PLANNED']);
    await expect(lively.deliver(holder, orderId)).rejects.toThrow('no visit to deliver');
    await lively.world.ledger.receiveContributions(finance, { id: budgetId, councilId: lively.world.councilId });
    expect(await jobs()).toEqual(['HELD', 'PLANNED']);
    lively.clock.moveTo(new Date('2026-03-23T06:00:00Z'));
    expect(await jobs()).toEqual(['HELD', 'HELD']);
  });
});
