import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyLedger } from '@owncourse/ledger/verify';
import { AGREED_PENCE, id, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import type { GraphqlClient } from './graphql-client.js';

const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) {
  __typename
  ... on Order { id status heldPence note place }
  ... on BudgetShortfall { message whatToDo neededPence availablePence shortWeekStarting }
  ... on PriceChanged { message whatToDo shownUnitPricePence unitPricePence }
  ... on NotAllowed { reason message whatToDo }
  ... on InvalidInput { message whatToDo problems { field message } } } }`;

interface Placed {
  readonly __typename: string;
  readonly id?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly problems?: readonly { readonly field: string; readonly message: string }[];
  readonly [field: string]: unknown;
}
type Changes = Readonly<Record<string, unknown>>;

let lively: LivelyWorld;
let database: WholeDatabase;
let holder: GraphqlClient;
let keys = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(4);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  holder = await lively.signInAs('holder0@first.example');
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await database.close();
  await lively.house.close();
});

function input(changes: Changes): Changes {
  keys += 1;
  return {
    idempotencyKey: `placing-${keys}`,
    personId: id('holder', 0),
    variantId: id('variant', 1),
    quantity: '1',
    startTime: '09:00',
    oneOff: { date: '2026-03-12' },
    place: 'At home',
    shownUnitPricePence: Number(AGREED_PENCE),
    ...changes,
  };
}

function place(changes: Changes, client = holder): Promise<Placed> {
  return client.ask<Placed>('placeOrder', PLACE, { input: input(changes) });
}

/** The refusal, after a look that it left nothing behind. */
async function refused(changes: Changes, client = holder): Promise<Placed> {
  const before = await database.digest();
  const answer = await place(changes, client);
  expect(answer.__typename).not.toBe('Order');
  expect(answer).toMatchObject({ message: expect.stringMatching(/\S/), whatToDo: expect.stringMatching(/\S/) });
  expect(await database.digest()).toEqual(before);
  return answer;
}

/** No scalar can read it: an error that names the field and what to write, after a look that nothing was written. */
async function unreadable(changes: Changes, field: string, remedy: RegExp): Promise<void> {
  const before = await database.digest();
  const reply = await holder.send(PLACE, { input: input(changes) });
  expect(reply.errors).toMatchObject([
    {
      message: 'Something needs to be put right first.',
      extensions: { code: 'BAD_USER_INPUT', field, remedy: expect.stringMatching(remedy) },
    },
  ]);
  expect(await database.digest()).toEqual(before);
}

describe('what is typed wrongly is named, with what to do about it', () => {
  const standing = (changes: Changes) => ({
    oneOff: null,
    standing: { startsOn: TODAY, weekdays: ['MO'], ...changes },
  });
  const cases: readonly (readonly [what: string, changes: Changes, field: string, says: RegExp])[] = [
    ['nothing of it', { quantity: '0' }, 'quantity', /more than zero/],
    ['nothing of it, at length', { quantity: '0.0000' }, 'quantity', /more than zero/],
    ['less than nothing', { quantity: '-1' }, 'quantity', /a number such as/],
    ['five places', { quantity: '1.00001' }, 'quantity', /four digits after the point/],
    ['no number', { quantity: 'two' }, 'quantity', /a number such as/],
    ['a number in other letters', { quantity: '٢' }, 'quantity', /a number such as/],
    ['a power of ten', { quantity: '1e3' }, 'quantity', /a number such as/],
    ['less than the least', { quantity: '0.4999' }, 'quantity', /The least you can order is 0.5/],
    ['more hours than a visit has', { quantity: '193' }, 'quantity', /eight days/],
    ['more hours than a calendar has', { quantity: '999999999' }, 'quantity', /eight days/],
    [
      'more than any sum',
      { quantity: '999999999', shownUnitPricePence: Number.MAX_SAFE_INTEGER },
      'quantity',
      /more than anybody can order/,
    ],
    ['a price below nothing', { shownUnitPricePence: -1 }, 'shownUnitPricePence', /the price that was shown/],
    ['yesterday', { oneOff: { date: '2026-03-09' } }, 'date', /today or a later day/],
    ['in four hundred years', { oneOff: { date: '2426-03-12' } }, 'date', /within the next two years/],
    ['neither once nor every week', { oneOff: null }, 'standing', /one visit, or every week/],
    [
      'both once and every week',
      { standing: { startsOn: TODAY, weekdays: ['MO'] } },
      'standing',
      /one visit, or every week/,
    ],
    ['an end before the start', standing({ endsOn: '2026-03-09' }), 'endsOn', /must not be before the first/],
    ['for four hundred years', standing({ endsOn: '2426-03-12' }), 'endsOn', /Leave the last day empty/],
    ['no day of the week', standing({ weekdays: [] }), 'weekdays', /at least one day/],
    ['every nought weeks', standing({ everyWeeks: 0 }), 'everyWeeks', /every week/],
    ['every five weeks', standing({ everyWeeks: 5 }), 'everyWeeks', /every week/],
    [
      'days on which no visit falls',
      standing({ weekdays: ['SU'], endsOn: '2026-03-12' }),
      'weekdays',
      /No visit falls/,
    ],
    ['a start after the 26 weeks', standing({ startsOn: '2027-03-12' }), 'weekdays', /No visit falls/],
    ['25 o’clock', { startTime: '25:00' }, 'startTime', /a time such as 10:00/],
    ['no place', { place: '  ' }, 'place', /Say where/],
    ['a place of 201 letters', { place: 'x'.repeat(201) }, 'place', /Say where/],
    ['a note of 10,000 letters', { note: 'x'.repeat(10_000) }, 'note', /at most 1000/],
    ['a note with a sign no database keeps', { note: 'Ring\u0000the bell' }, 'note', /at most 1000/],
    ['a key with a space', { idempotencyKey: 'not a key' }, 'idempotencyKey', /without spaces/],
    ['a key of four letters', { idempotencyKey: 'four' }, 'idempotencyKey', /8 to 200/],
  ];

  it.each(cases)('%s', async (_what, changes, field, says) => {
    const answer = await refused(changes);
    expect(answer.__typename).toBe('InvalidInput');
    expect(answer.problems).toContainEqual({ field, message: expect.stringMatching(says) });
  });

  it('everything at once, each field by itself', async () => {
    const answer = await refused({
      quantity: '0',
      place: '',
      startTime: 'noon',
      oneOff: { date: '2026-03-01' },
      note: 'x'.repeat(1001),
    });
    expect(answer.problems?.map((one) => one.field).sort()).toEqual(['date', 'note', 'place', 'quantity', 'startTime']);
  });

  it('a day that does not exist is no date', async () => {
    await unreadable({ oneOff: { date: '2026-02-30' } }, 'date', /Choose a day that is in the calendar/);
  });

  it('a sum that JSON cannot hold exactly is no sum', async () => {
    await unreadable({ shownUnitPricePence: 2 ** 53 }, 'shownUnitPricePence', /Write a sum in whole pence/);
  });
});

describe('what people write is kept as they wrote it', () => {
  it.each([
    ['right to left', 'من فضلك رنّ الجرس مرتين'],
    ['with marks for direction', '\u202bשלום\u202c ring twice'],
    ['with several signs in one', 'Thank you 👩🏽‍🦽🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['over several lines', 'Ring twice.\nThen wait.\tPlease.'],
    ['with what would be SQL or HTML', `'); drop table ordering."order"; -- <script>alert(1)</script>`],
    ['with 1,000 letters', 'é'.repeat(1000)],
  ])('%s', async (_what, note) => {
    expect(await place({ note, quantity: '0.5' })).toMatchObject({ __typename: 'Order', note });
  });
});

describe('what is somebody else’s', () => {
  it.each([
    ['another person', { personId: id('holder', 1) }, 'NO_MANDATE'],
    ['nobody', { personId: lonely() }, 'NO_MANDATE'],
    ['another person’s budget', { budgetId: id('budget', 1) }, 'NO_BUDGET'],
    ['no budget at all', { budgetId: lonely() }, 'NO_BUDGET'],
    ['nothing on sale', { variantId: lonely() }, 'NOT_FOUND'],
    ['no id', { variantId: 'variant' }, 'NOT_FOUND'],
  ])('%s: %j is %s', async (_what, changes, reason) => {
    expect(await refused(changes)).toMatchObject({ __typename: 'NotAllowed', reason });
  });

  it('own money waits for cards, and says so', async () => {
    const selfFunder = await lively.signInAs('selffunder@first.example');
    const answer = await refused(
      { personId: id('self-funder'), shownUnitPricePence: Number(PUBLIC_PENCE) },
      selfFunder,
    );
    expect(answer).toMatchObject({ __typename: 'NotAllowed', reason: 'CARD_PAYMENT_NOT_SET_UP' });
  });

  it('who is not signed in is told so', async () => {
    const { GraphqlClient: Client } = await import('./graphql-client.js');
    expect(await refused({}, new Client(lively.house.origin))).toMatchObject({ reason: 'NOT_SIGNED_IN' });
  });
});

function lonely(): string {
  return '01900000-0000-7000-8000-00000000beef';
}

describe('prices and budgets', () => {
  it('a price that changed since it was shown comes with the new one', async () => {
    expect(await refused({ shownUnitPricePence: Number(AGREED_PENCE) - 1 })).toMatchObject({
      __typename: 'PriceChanged',
      shownUnitPricePence: Number(AGREED_PENCE) - 1,
      unitPricePence: Number(AGREED_PENCE),
    });
  });

  it('the agreed price counts from the day of the visit', async () => {
    await lively.rates.publishRateCard(await lively.world.actor('finance-first'), {
      councilId: lively.world.councilId,
      providerId: lively.world.providerId,
      version: 2,
      validFrom: '2026-04-01',
      validBefore: null,
      bankHolidayMultiplier: '1',
      cancellationNoticeHours: 24,
      cancellationPercent: '50',
      items: [{ variantId: id('variant', 1), unit: 'HOUR', kind: 'FIXED', unitPricePence: AGREED_PENCE + 90n }],
    });
    expect(await place({ oneOff: { date: '2026-03-31' } })).toMatchObject({ __typename: 'Order', heldPence: 2410 });
    expect(await refused({ oneOff: { date: '2026-04-01' } })).toMatchObject({
      __typename: 'PriceChanged',
      unitPricePence: 2500,
    });
    expect(await place({ oneOff: { date: '2026-04-01' }, shownUnitPricePence: 2500 })).toMatchObject({
      __typename: 'Order',
      heldPence: 2500,
    });
  });

  const offCard = { variantId: id('variant', 2), shownUnitPricePence: Number(PUBLIC_PENCE) };
  async function rule(value: string): Promise<void> {
    const { world } = lively;
    await world.identity.setPolicy(await world.actor('finance-first'), world.councilId, [
      { key: 'offCardRule', value, from: TODAY },
    ]);
  }

  it('off the card: allowed, with approval, or refused, as the council rules', async () => {
    expect(await place(offCard)).toMatchObject({
      __typename: 'Order',
      status: 'SUBMITTED',
      heldPence: Number(PUBLIC_PENCE),
    });
    await rule('allow-with-approval');
    expect(await place(offCard)).toMatchObject({
      __typename: 'Order',
      status: 'AWAITING_APPROVAL',
      heldPence: Number(PUBLIC_PENCE),
    });
    await rule('refuse');
    expect(await refused(offCard)).toMatchObject({ __typename: 'NotAllowed', reason: 'NOT_ORDERABLE' });
    await rule('allow');
  });

  it('more than there is comes with what is needed and what is left', async () => {
    const [balance] = (
      await database.superuser.query<{ available_pence: string }>(
        'select available_pence from ledger.budget_balance where budget_id = $1',
        [id('budget', 0)],
      )
    ).rows;
    const available = Number(balance?.available_pence);
    expect(await refused({ quantity: '180' })).toMatchObject({
      __typename: 'BudgetShortfall',
      neededPence: 180 * 2410,
      availablePence: available,
      shortWeekStarting: null,
    });
  });

  it('a day that the budget does not cover', async () => {
    expect(
      await refused({ oneOff: { date: '2026-03-11' }, budgetId: id('budget', 0), personId: id('holder', 0) }).catch(
        () => 'ordered',
      ),
    ).toBe('ordered');
    await database.superuser.query(
      `update ledger.budget_period set covers = daterange(lower(covers), '2026-05-01') where budget_id = $1`,
      [id('budget', 0)],
    );
    expect(await refused({ oneOff: { date: '2026-05-01' } })).toMatchObject({
      __typename: 'NotAllowed',
      reason: 'NO_BUDGET',
    });
    expect(await place({ oneOff: { date: '2026-04-30' }, shownUnitPricePence: 2500 })).toMatchObject({
      __typename: 'Order',
    });
  });

  it.each(['PAUSED', 'CLOSED'])('a budget that is %s', async (status) => {
    await database.superuser.query('update ledger.budget set status = $2 where id = $1', [id('budget', 0), status]);
    expect(await refused({})).toMatchObject({ __typename: 'NotAllowed', reason: 'BUDGET_CLOSED' });
    await database.superuser.query(`update ledger.budget set status = 'ACTIVE' where id = $1`, [id('budget', 0)]);
  });
});

describe('the same request again', () => {
  const again = { idempotencyKey: 'placed-once-only', quantity: '1.5' };

  it('after a refusal it is tried anew', async () => {
    const client = await lively.signInAs('holder1@first.example');
    const own = { ...again, personId: id('holder', 1), idempotencyKey: 'first-refused' };
    await database.superuser.query(`update ledger.budget set status = 'PAUSED' where id = $1`, [id('budget', 1)]);
    expect(await refused(own, client)).toMatchObject({ reason: 'BUDGET_CLOSED' });
    await database.superuser.query(`update ledger.budget set status = 'ACTIVE' where id = $1`, [id('budget', 1)]);
    const first = await place(own, client);
    expect(first).toMatchObject({ __typename: 'Order', heldPence: 3615 });
    expect(await place(own, client)).toEqual(first);
  });

  it('is answered as the first time even when its day has passed', async () => {
    const first = await place(again);
    expect(first.__typename).toBe('Order');
    lively.clock.moveTo(new Date('2026-03-13T12:00:00Z'));
    holder = await lively.signInAs('holder0@first.example');
    expect(await place(again)).toMatchObject({ id: first.id });
    expect(await place({ ...again, quantity: '2' })).toMatchObject({ __typename: 'InvalidInput' });
    expect(await place({ ...again, idempotencyKey: 'placed-another' })).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ field: 'date' }],
    });
    lively.clock.moveTo(NOW);
    holder = await lively.signInAs('holder0@first.example');
  });

  it('one person’s key is not another’s', async () => {
    const client = await lively.signInAs('holder1@first.example');
    const first = await place(again);
    const other = await place({ ...again, personId: id('holder', 1) }, client);
    expect(other).toMatchObject({ __typename: 'Order' });
    expect(other.id).not.toBe(first.id);
  });
});

describe('the next 26 weeks', () => {
  it('an order that would leave a later week short names that week', async () => {
    const client = await lively.signInAs('holder2@first.example');
    // £1,000 a week comes in; every week's visits take £1,108.60: enough now, not later.
    const weekly = {
      personId: id('holder', 2),
      oneOff: null,
      standing: { startsOn: '2026-03-16', weekdays: ['MO'] },
      quantity: '46',
    };
    expect(await refused({ ...weekly, quantity: '60' }, client)).toMatchObject({
      __typename: 'BudgetShortfall',
      shortWeekStarting: expect.stringMatching(/^2026-/),
    });
    const answer = await refused(weekly, client);
    expect(answer).toMatchObject({ __typename: 'BudgetShortfall', neededPence: 46 * 2410 });
    expect(new Date(`${String(answer['shortWeekStarting'])}T00:00:00Z`).getUTCDay()).toBe(1);
  });
});
