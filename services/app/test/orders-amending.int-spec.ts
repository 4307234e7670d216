import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyLedger } from '@owncourse/ledger/verify';
import type { AmendOrderInput } from '@owncourse/ordering/contract';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

/** £1,000 a week, of which the first is in: funded through Sunday 15 March. */
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

const key = (): string => `amending-${(keys += 1)}`;
const person = () => lively.world.actor('holder', holder);
const staff = () => lively.world.actor('provider-staff', 1);
const refusal = (code: string, details: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });
const invalid = (field: string, says: RegExp) =>
  refusal('INVALID_INPUT', { problems: [{ field, message: expect.stringMatching(says) }] });

interface Row {
  readonly day: string;
  readonly hour: string;
  readonly status: string;
  readonly quantity: string;
  readonly amount: string;
}

async function visits(orderId: string, through = '2026-12-31'): Promise<string[]> {
  const { rows } = await database.superuser.query<Row>(
    `select on_date::text as day, to_char(starts_at at time zone 'Europe/London', 'HH24:MI') as hour, status, trim_scale(quantity)::text as quantity, amount_pence::text as amount
     from ordering.occurrence where order_id = $1 and on_date <= $2 and not (status = 'CANCELLED' and replaced) order by starts_at`,
    [orderId, through],
  );
  return rows.map((row) => `${row.day} ${row.hour} ${row.quantity} ${row.status} ${row.amount}`);
}

async function left(): Promise<{ available: bigint; committed: bigint }> {
  const { rows } = await database.superuser.query<{ available: string; committed: string }>(
    'select available_pence as available, committed_pence as committed from ledger.budget_balance where budget_id = $1',
    [id('budget', holder)],
  );
  return { available: BigInt(rows[0]?.available ?? -1), committed: BigInt(rows[0]?.committed ?? -1) };
}

/** Every Thursday and Saturday from 12 March, two hours from 10:00, accepted: Thursday and Saturday of this week are held. */
async function standing(accept = true): Promise<string> {
  const orderId = await lively.order(holder, key(), {
    oneOff: null,
    standing: { startsOn: '2026-03-12', weekdays: ['TH', 'SA'] },
    startTime: '10:00',
    place: 'At home',
    note: null,
  });
  if (accept) await lively.accept(orderId);
  return orderId;
}

const terms = (orderId: string, changes: Partial<AmendOrderInput> = {}): AmendOrderInput => ({
  orderId,
  idempotencyKey: key(),
  version: 1,
  fromOn: '2026-03-14',
  quantity: '2',
  startTime: '10:00',
  pattern: { weekdays: ['TH', 'SA'] },
  endsOn: null,
  place: 'At home',
  note: null,
  shownUnitPricePence: AGREED_PENCE,
  ...changes,
});

async function amend(input: AmendOrderInput): Promise<void> {
  await lively.ordering.amendOrder(await person(), input);
}

async function versions(
  orderId: string,
): Promise<{ version: number; answer: string; changes: string[]; effectiveOn: string }[]> {
  const client = await lively.signInAs('provider@first.example');
  const order = await client.ask<{
    versions: { version: number; answer: string; changes: string[]; effectiveOn: string }[];
  }>('order', 'query ($id: ID!) { order(id: $id) { versions { version answer changes effectiveOn } } }', {
    id: orderId,
  });
  return order.versions;
}

describe('more, fewer, other days', () => {
  it('shows the half year before and with the change, and that is what the budget then says', async () => {
    const orderId = await standing();
    const change = terms(orderId, { quantity: '3', fromOn: '2026-03-16' });
    const { weeksBefore, weeksAfter } = await lively.ordering.previewAmendment(await person(), change);
    // This week's two visits are promised; each later week brings £1,000 and takes two visits of £48.20, or of £72.30.
    const week = { weekStarting: '2026-03-16', comingInPence: WEEKLY, regularPence: 0n, short: false };
    expect(weeksBefore.slice(0, 2)).toEqual([
      { ...week, weekStarting: '2026-03-09', comingInPence: 0n, plannedPence: 0n, leftPence: 90_360n },
      { ...week, plannedPence: 9_640n, leftPence: 180_720n },
    ]);
    expect(weeksAfter.slice(0, 2)).toEqual([weeksBefore[0], { ...week, plannedPence: 14_460n, leftPence: 175_900n }]);
    const weeks = async (): Promise<unknown> =>
      (
        await (
          await lively.signInAs('finance@first.example')
        ).ask<{ projection: unknown[] }>(
          'budget',
          'query ($id: ID!) { budget(id: $id) { projection { weekStarting comingInPence plannedPence regularPence leftPence short } } }',
          { id: id('budget', holder) },
        )
      ).projection;
    const told = (all: typeof weeksBefore): unknown =>
      all.map((one) => ({
        weekStarting: one.weekStarting,
        comingInPence: Number(one.comingInPence),
        plannedPence: Number(one.plannedPence),
        regularPence: Number(one.regularPence),
        leftPence: Number(one.leftPence),
        short: one.short,
      }));
    expect(weeksBefore).toHaveLength(26);
    expect(await weeks()).toEqual(told(weeksBefore));
    await amend(change);
    expect(await weeks()).toEqual(told(weeksAfter));
  });

  it('more hours: the difference is held for what is held, the plan changes, the rest stays', async () => {
    const orderId = await standing();
    expect(await left()).toEqual({ available: WEEKLY - 9640n, committed: 9640n });
    const effect = await lively.ordering.previewAmendment(await person(), terms(orderId, { quantity: '3' }));
    expect(effect).toMatchObject({
      eachTimePence: 7230n,
      weeklyBeforePence: 9640n,
      weeklyAfterPence: 14_460n,
      promisedMorePence: 2410n,
      leftAfterPence: WEEKLY - 12_050n,
      visitsDropped: 0,
      visitsAdded: 0,
      firstOn: '2026-03-14',
      asksProvider: true,
    });
    expect(await left()).toEqual({ available: WEEKLY - 9640n, committed: 9640n });
    // What a week costs does not hang on how many weeks there are.
    const fortnight = terms(orderId, { quantity: '3', endsOn: '2026-03-28' });
    expect(await lively.ordering.previewAmendment(await person(), fortnight)).toMatchObject({
      weeklyBeforePence: 9640n,
      weeklyAfterPence: 14_460n,
    });
    await amend(terms(orderId, { quantity: '3' }));
    expect(await left()).toEqual({ available: WEEKLY - 12_050n, committed: 12_050n });
    expect(await visits(orderId, '2026-03-21')).toEqual([
      '2026-03-12 10:00 2 HELD 4820',
      '2026-03-14 10:00 3 HELD 7230',
      '2026-03-19 10:00 3 PLANNED 7230',
      '2026-03-21 10:00 3 PLANNED 7230',
    ]);
    expect(await versions(orderId)).toEqual([
      { version: 1, answer: 'WITH_ORDER', changes: [], effectiveOn: '2026-03-12' },
      { version: 2, answer: 'ASKED', changes: ['2 hours → 3 hours'], effectiveOn: '2026-03-14' },
    ]);
  });

  it('fewer hours and another day: what is not needed comes back, a dropped visit with all of it', async () => {
    const orderId = await standing();
    await amend(
      terms(orderId, { quantity: '1', pattern: { weekdays: ['FR', 'SA'] }, fromOn: '2026-03-12', startTime: '15:00' }),
    );
    expect(await visits(orderId, '2026-03-20')).toEqual([
      '2026-03-13 15:00 1 HELD 2410',
      '2026-03-14 15:00 1 HELD 2410',
      '2026-03-20 15:00 1 PLANNED 2410',
    ]);
    expect(await left()).toEqual({ available: WEEKLY - 4820n, committed: 4820n });
  });

  it('a last day ends the plan; the extension adds nothing after it', async () => {
    const orderId = await standing();
    await amend(terms(orderId, { endsOn: '2026-03-26' }));
    lively.clock.moveTo(new Date('2026-04-20T12:00:00Z'));
    await lively.ordering.extendPlans();
    expect((await visits(orderId)).map((line) => line.slice(0, 10))).toEqual([
      '2026-03-12',
      '2026-03-14',
      '2026-03-19',
      '2026-03-21',
      '2026-03-26',
    ]);
  });

  it('every other week stays the same every other week when only the hours change', async () => {
    const orderId = await lively.order(holder, key(), {
      oneOff: null,
      standing: { startsOn: '2026-03-12', weekdays: ['TH'], everyWeeks: 2 },
      startTime: '10:00',
      place: 'At home',
      note: null,
    });
    await amend(terms(orderId, { fromOn: '2026-03-19', quantity: '1', pattern: { weekdays: ['TH'], everyWeeks: 2 } }));
    expect((await visits(orderId, '2026-04-10')).map((line) => line.slice(0, 18))).toEqual([
      '2026-03-12 10:00 2',
      '2026-03-26 10:00 1',
      '2026-04-09 10:00 1',
    ]);
  });

  it('a single visit moves with its money; its price is the one of its new day', async () => {
    const orderId = await lively.order(holder, key(), {
      oneOff: { date: '2026-03-20' },
      startTime: '10:00',
      place: 'At home',
      note: null,
    });
    const single = { pattern: null, fromOn: '2026-04-03', startTime: '11:00' };
    // Good Friday: the card of the small world asks one and a half times as much.
    expect(await lively.ordering.previewAmendment(await person(), terms(orderId, single))).toMatchObject({
      eachTimePence: 4820n,
      promisedMorePence: 2410n,
      specialDays: [{ day: '2026-04-03', amountPence: 7230n, why: 'it is a bank holiday (Good Friday)' }],
    });
    await amend(terms(orderId, single));
    expect(await visits(orderId)).toEqual(['2026-04-03 11:00 2 HELD 7230']);
    expect(await left()).toEqual({ available: WEEKLY - 7230n, committed: 7230n });
  });

  it('days of their own price cost what was shown for them, or nothing is changed', async () => {
    const orderId = await standing();
    const before = await visits(orderId);
    const more = { quantity: '3', pattern: { weekdays: ['FR' as const] } };
    const shown = { day: '2026-04-03', amountPence: 10_845n };
    expect(await lively.ordering.previewAmendment(await person(), terms(orderId, more))).toMatchObject({
      eachTimePence: 7230n,
      specialDays: [shown],
    });
    await expect(
      amend(terms(orderId, { ...more, shownDays: [{ ...shown, amountPence: 10_844n }] })),
    ).rejects.toMatchObject({
      code: 'PRICE_CHANGED',
      details: { day: '2026-04-03', shownPence: '10844', pence: '10845', unitPricePence: '2410' },
    });
    await expect(amend(terms(orderId, { ...more, shownDays: [{ ...shown, amountPence: -1n }] }))).rejects.toMatchObject(
      { code: 'INVALID_INPUT' },
    );
    expect(await visits(orderId)).toEqual(before);
    expect(await left()).toEqual({ available: WEEKLY - 9640n, committed: 9640n });
    await amend(terms(orderId, { ...more, shownDays: [shown] }));
    expect((await visits(orderId, '2026-04-03')).at(-1)).toBe('2026-04-03 10:00 3 PLANNED 10845');
  });

  it('only the note: nothing is asked, nothing moves', async () => {
    const orderId = await standing();
    const before = await visits(orderId);
    await amend(terms(orderId, { note: 'Ring twice.' }));
    expect(await visits(orderId)).toEqual(before);
    expect(await left()).toEqual({ available: WEEKLY - 9640n, committed: 9640n });
    expect((await versions(orderId)).at(-1)).toMatchObject({ answer: 'NOT_NEEDED', changes: ['Added a note'] });
  });

  it('what was delivered stays as it was', async () => {
    const orderId = await standing();
    lively.clock.moveTo(new Date('2026-03-12T18:00:00Z'));
    const [visit] = await lively.ordering
      .visitsToDeliver(await staff(), '2026-03-12')
      .then((all) => all.filter((one) => one.orderId === orderId));
    const note = {
      occurrenceId: visit?.occurrenceId ?? '',
      idempotencyKey: key(),
      workerName: 'Wren',
      place: 'At home',
      startedAt: '2026-03-12T10:00:00Z',
      endedAt: '2026-03-12T12:00:00Z',
      quantity: '2',
    };
    const [deliveryId] = await lively.ordering.recordDeliveries(await staff(), [note], key());
    await amend(terms(orderId, { fromOn: '2026-03-12', quantity: '4' }));
    expect(await visits(orderId, '2026-03-14')).toEqual([
      '2026-03-12 10:00 2 DELIVERED 4820',
      '2026-03-14 10:00 4 HELD 9640',
    ]);
    await lively.confirm(holder, deliveryId ?? '');
    expect(await left()).toEqual({ available: WEEKLY - 4820n - 9640n, committed: 9640n });
  });
});

describe('what is refused leaves nothing behind', () => {
  const cases: readonly (readonly [what: string, changes: Partial<AmendOrderInput>, expected: unknown])[] = [
    ['nothing of it', { quantity: '0' }, invalid('quantity', /more than zero/)],
    ['less than nothing', { quantity: '-1' }, invalid('quantity', /a number such as/)],
    ['five places', { quantity: '1.00001' }, invalid('quantity', /four digits/)],
    ['less than the least', { quantity: '0.4999' }, invalid('quantity', /least you can order is 0.5/)],
    ['more hours than a visit has', { quantity: '193' }, invalid('quantity', /eight days/)],
    [
      'a price that sums past anything',
      { shownUnitPricePence: 9_007_199_254_740_992n },
      invalid('shownUnitPricePence', /that was shown/),
    ],
    ['yesterday', { fromOn: '2026-03-09' }, invalid('fromOn', /today or a later day/)],
    ['in four hundred years', { fromOn: '2426-03-09' }, invalid('fromOn', /two years/)],
    ['a day that is none', { fromOn: '2026-02-30' }, invalid('fromOn', /Choose a day/)],
    ['an end before the change', { endsOn: '2026-03-13' }, invalid('endsOn', /must not be before/)],
    ['an end in four hundred years', { endsOn: '2426-03-13' }, invalid('endsOn', /Leave the last day empty/)],
    ['no days', { pattern: { weekdays: [] } }, invalid('weekdays', /at least one day/)],
    ['day 31 of the month', { pattern: { weekdays: [], monthDay: 31 } }, invalid('monthDay', /1 to 28/)],
    ['the fifth Thursday', { pattern: { weekdays: ['TH'], monthWeek: 5 } }, invalid('monthWeek', /first, second/)],
    ['no pattern', { pattern: null }, invalid('pattern', /which days/)],
    ['no place', { place: ' ' }, invalid('place', /Say where/)],
    ['10,000 letters', { note: 'x'.repeat(10_000) }, invalid('note', /at most 1000/)],
    ['no change', {}, invalid('quantity', /Change something/)],
    [
      'a price nobody asks',
      { quantity: '3', shownUnitPricePence: 2409n },
      refusal('PRICE_CHANGED', { unitPricePence: '2410' }),
    ],
    ['another version', { quantity: '3', version: 2 }, refusal('WRONG_STATE')],
    ['more than there is', { quantity: '44' }, refusal('BUDGET_SHORTFALL')],
    ['nobody’s order', { orderId: '01900000-0000-7000-8000-00000000beef', quantity: '3' }, refusal('NOT_FOUND')],
    ['no id', { orderId: 'order', quantity: '3' }, refusal('NOT_FOUND')],
  ];
  it('each with its field and its remedy', async () => {
    const orderId = await standing();
    const before = await database.digest();
    for (const [what, changes, expected] of cases)
      await expect(amend(terms(orderId, changes)).then(() => what)).rejects.toEqual(expected);
    expect(await database.digest()).toEqual(before);
  });

  it('too late: less notice than the card asks, to the millisecond', async () => {
    const orderId = await standing();
    const dropped = { pattern: { weekdays: ['FR'] }, fromOn: '2026-03-12' } as const;
    lively.clock.moveTo(new Date('2026-03-11T10:00:00.001Z'));
    await expect(amend(terms(orderId, dropped))).rejects.toEqual(
      invalid('fromOn', /too late to change the visit on Thursday 12 March/),
    );
    lively.clock.moveTo(new Date('2026-03-11T10:00:00.000Z'));
    await amend(terms(orderId, dropped));
    expect(await left()).toEqual({ available: WEEKLY - 4820n, committed: 4820n });
  });

  it('above what the council looks at first', async () => {
    const orderId = await standing();
    const { world } = lively;
    const finance = await world.actor('finance-first');
    await world.identity.setPolicy(finance, world.councilId, [
      { key: 'approvalLimitPence', value: 7000, from: '2026-03-10' },
    ]);
    await expect(amend(terms(orderId, { quantity: '3' }))).rejects.toEqual(refusal('OVER_APPROVAL_LIMIT'));
    await amend(terms(orderId, { quantity: '2.5' }));
    await world.identity.setPolicy(finance, world.councilId, [
      { key: 'approvalLimitPence', value: 1_000_000, from: '2026-03-10' },
    ]);
  });
});

describe('somebody else changes it', () => {
  it('a broker inside the limit of the mandate, which counts the extra of 31 days', async () => {
    const orderId = await standing();
    const finance = await lively.world.actor('finance-first');
    await lively.world.identity.grantMandateWithEvidence(finance, lively.world.councilId, {
      personId: id('holder', holder),
      actorOrganisationId: id('brokerage'),
      type: 'BROKER',
      scopes: ['VIEW', 'ORDER'],
      startsOn: '2026-03-10',
      evidence: 'Seen.',
      perMonthLimitPence: 21_690n,
    });
    // Nine visits in 31 days, an hour more each: £216.90, which is the limit to the penny.
    await lively.ordering.amendOrder(await lively.world.actor('broker'), terms(orderId, { quantity: '3' }));
    await expect(
      lively.ordering.amendOrder(await lively.world.actor('broker'), terms(orderId, { quantity: '3.5', version: 2 })),
    ).rejects.toEqual(refusal('OVER_MONTH_LIMIT'));
    await lively.ordering.amendOrder(await lively.world.actor('broker'), terms(orderId, { quantity: '1', version: 2 }));
    await expect(
      lively.ordering.amendOrder(await lively.world.actor('broker', 1), terms(orderId, { quantity: '2', version: 3 })),
    ).rejects.toEqual(refusal('NOT_FOUND'));
  });
});

describe('the provider’s answer to a change', () => {
  const answer = async (orderId: string, version: number, accept: boolean) =>
    lively.ordering.answerChange(await staff(), {
      orderId,
      idempotencyKey: key(),
      version,
      accept,
      reason: accept ? null : 'We are full.',
    });

  it('yes: it stands, and cannot be answered again', async () => {
    const orderId = await standing();
    await amend(terms(orderId, { quantity: '3' }));
    await answer(orderId, 2, true);
    await expect(answer(orderId, 2, false)).rejects.toEqual(refusal('WRONG_STATE'));
    expect((await versions(orderId)).at(-1)).toMatchObject({ answer: 'ACCEPTED' });
  });

  it('no: the terms before it go on from the same day, and the money follows', async () => {
    const orderId = await standing();
    await amend(terms(orderId, { quantity: '1', pattern: { weekdays: ['SU'] } }));
    expect(await left()).toEqual({ available: WEEKLY - 7230n, committed: 7230n });
    await answer(orderId, 2, false);
    expect(await visits(orderId, '2026-03-19')).toEqual([
      '2026-03-12 10:00 2 HELD 4820',
      '2026-03-14 10:00 2 HELD 4820',
      '2026-03-19 10:00 2 PLANNED 4820',
    ]);
    expect(await left()).toEqual({ available: WEEKLY - 9640n, committed: 9640n });
    expect((await versions(orderId)).map((one) => one.answer)).toEqual(['WITH_ORDER', 'DECLINED', 'NOT_NEEDED']);
  });

  it('no, when the money went elsewhere: the visit is unfunded, and held when there is money again', async () => {
    const orderId = await standing();
    await amend(terms(orderId, { pattern: { weekdays: ['SU'] }, fromOn: '2026-03-13', quantity: '1' }));
    await lively.order(holder, key(), { oneOff: { date: '2026-03-13' }, quantity: '38' });
    expect((await left()).available).toBe(WEEKLY - 7230n - 91_580n);
    await answer(orderId, 2, false);
    expect(await visits(orderId, '2026-03-14')).toEqual([
      '2026-03-12 10:00 2 HELD 4820',
      '2026-03-14 10:00 2 UNFUNDED 4820',
    ]);
    expect((await left()).available).toBe(3600n);
  });

  it('nobody else’s answer counts', async () => {
    const orderId = await standing();
    await amend(terms(orderId, { quantity: '3' }));
    await expect(
      lively.ordering.answerChange(await person(), { orderId, idempotencyKey: key(), version: 2, accept: true }),
    ).rejects.toEqual(refusal('NOT_PERMITTED'));
  });
});
