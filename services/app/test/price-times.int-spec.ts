import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { VariantInput } from '@owncourse/catalogue/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import {
  JOINT_ORDERS,
  type JointOrdersPort,
  type PlaceOrderInput,
  SHARED_ORDERS,
  type SharedOrdersPort,
  type StartUrgentCareInput,
} from '@owncourse/ordering/contract';
import { id, PASSWORD } from '../src/testing/small-world.js';
import { LivelyWorld, NOW } from './fixtures/lively-world.js';
import { orderOf, takeCall } from './fixtures/telephone-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

const WEEKLY = 100_000n;
/** What an hour costs everybody: in the day, in the evening, on Saturdays, Sundays and bank holidays. */
const PENCE = { day: 2000n, evening: 2200n, saturday: 2400n, sunday: 2600n, holiday: 3000n };
type Priced = keyof typeof PENCE;
const NUMBERS: Readonly<Record<Priced, number>> = { day: 31, evening: 32, saturday: 33, sunday: 34, holiday: 35 };
const variantId = (priced: Priced): string => id('variant', NUMBERS[priced]);

// Of March 2026: 12 is a Thursday, 14 a Saturday, 15 a Sunday.
const NOT_SUNDAY = 'This price is for Mondays to Fridays. For Sundays choose “Hour, Sunday”, or choose another day.';
const NOT_EVENING =
  'This price is for visits that start at 6am or later, and before 5pm. For 7pm choose “Hour, evening”, or choose another time.';

let lively: LivelyWorld;
let database: WholeDatabase;
let holder = -1;
let keys = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  await shop();
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await database.close();
  await lively.house.close();
});

beforeEach(async () => {
  lively.clock.moveTo(NOW);
  holder += 1;
  await lively.world.moveIn([holder], WEEKLY, await lively.world.identity.hashPassword(PASSWORD));
});

const key = (): { idempotencyKey: string } => ({ idempotencyKey: `price-times-${(keys += 1)}` });
const person = () => lively.world.actor('holder', holder);
const notForThen = (...problems: (readonly [field: string, message: string])[]) =>
  expect.objectContaining({
    code: 'PRICE_NOT_FOR_THEN',
    details: { problems: problems.map(([field, message]) => ({ field, message })) },
  });

function variant(number: number, service: number, changes: Partial<VariantInput>): VariantInput {
  return {
    id: id('variant', number),
    serviceId: id('service', service),
    name: 'Hour, weekday',
    unit: 'HOUR',
    dayType: 'WEEKDAY',
    timeBand: 'day',
    ratio: '1:1',
    vatTreatment: 'EXEMPT',
    publicUnitPricePence: PENCE.day,
    minimumQuantity: '0.5',
    typicalQuantity: '2',
    durationMinutes: 60,
    ...changes,
  };
}

/** A service with a price for each time of the week; two others with only some. */
async function shop(): Promise<void> {
  const operator = await lively.world.actor('operator');
  const service = {
    supportTypeSlug: 'help-at-home',
    summary: 'Help in your home.',
    description: 'We help.',
    whoFor: [],
    languages: [],
    genderOfWorker: 'any',
    accessNeeds: [],
    regulatedActivity: true,
    wardIds: [lively.world.wardId],
    radiusMiles: null,
    nextAvailableOn: null,
  } as const;
  const { providerId, otherProviderId } = lively.world;
  await lively.catalogue.importServices(operator, [
    { ...service, id: id('service', 31), providerId, name: 'Help all week' },
    { ...service, id: id('service', 32), providerId, name: 'Help whenever' },
    { ...service, id: id('service', 33), providerId: otherProviderId, name: 'Help in the day' },
  ]);
  await lively.catalogue.importVariants(operator, [
    variant(31, 31, {}),
    variant(32, 31, { name: 'Hour, evening', timeBand: 'evening', publicUnitPricePence: PENCE.evening }),
    variant(33, 31, { name: 'Hour, Saturday', dayType: 'SATURDAY', publicUnitPricePence: PENCE.saturday }),
    variant(34, 31, { name: 'Hour, Sunday', dayType: 'SUNDAY', publicUnitPricePence: PENCE.sunday }),
    variant(35, 31, { name: 'Hour, bank holiday', dayType: 'BANK_HOLIDAY', publicUnitPricePence: PENCE.holiday }),
    variant(36, 32, { name: 'Hour' }),
    variant(37, 33, { name: 'Hour' }),
    variant(38, 33, { name: 'Hour, evening', timeBand: 'evening', publicUnitPricePence: PENCE.evening }),
  ]);
}

function wish(priced: Priced, changes: Partial<PlaceOrderInput> = {}): PlaceOrderInput {
  return {
    ...key(),
    personId: id('holder', holder),
    variantId: variantId(priced),
    quantity: '1',
    startTime: '10:00',
    oneOff: { date: '2026-03-12' },
    place: 'At home',
    shownUnitPricePence: PENCE[priced],
    ...changes,
  };
}

const place = async (priced: Priced, changes: Partial<PlaceOrderInput> = {}): Promise<string> =>
  (await lively.ordering.placeOrder(await person(), wish(priced, changes))).orderId;
const standing = (weekdays: NonNullable<PlaceOrderInput['standing']>['weekdays'], more: object = {}) => ({
  oneOff: null,
  standing: { startsOn: '2026-03-12', weekdays, ...more },
});

/** What there is of this person's: money promised, orders, shared and joint ones, events of placing. */
async function traces(): Promise<object | undefined> {
  const { rows } = await database.superuser.query(
    `select (select committed_pence::int from ledger.budget_balance where budget_id = $2) as committed,
       (select count(*)::int from ordering."order" where $1 = any (participant_ids)) as orders,
       (select count(*)::int from ordering.shared_order where $1 = any (participant_ids)) as shared,
       (select count(*)::int from ordering.joint_order where person_id = $1 and variant_id <> $3) as joint,
       (select count(*)::int from ordering.trial where person_id = $1) as trials`,
    [id('holder', holder), id('budget', holder), lively.world.variantId],
  );
  return rows[0] as object | undefined;
}
const NOTHING = { committed: 0, orders: 0, shared: 0, joint: 0, trials: 0 };

describe('a price for weekdays', () => {
  it('is not for a Sunday visit; the same key may order the price of Sundays, which is held exactly', async () => {
    const { idempotencyKey } = key();
    const sunday = { idempotencyKey, oneOff: { date: '2026-03-15' } };
    await expect(place('day', sunday)).rejects.toEqual(notForThen(['date', NOT_SUNDAY]));
    expect(await traces()).toEqual(NOTHING);
    await place('sunday', sunday);
    expect(await traces()).toEqual({ ...NOTHING, committed: 2600, orders: 1 });
  });

  it('is for a bank holiday on a weekday, at the price that day has', async () => {
    // Good Friday.
    await place('day', { oneOff: { date: '2026-04-03' }, shownDays: [{ day: '2026-04-03', amountPence: 2000n }] });
    expect(await traces()).toEqual({ ...NOTHING, committed: 2000, orders: 1 });
  });

  it('is not for a pattern with another day, by week or by month', async () => {
    await expect(place('day', standing(['FR', 'SA', 'SU']))).rejects.toEqual(
      notForThen([
        'weekdays',
        'This price is for Mondays to Fridays. For Saturdays choose “Hour, Saturday”, or for Sundays choose “Hour, Sunday”, or choose another day.',
      ]),
    );
    await expect(place('day', standing(['SU'], { monthWeek: 1 }))).rejects.toEqual(
      notForThen(['weekdays', NOT_SUNDAY]),
    );
    await expect(place('day', standing([], { monthDay: 16 }))).rejects.toMatchObject({ code: 'PRICE_NOT_FOR_THEN' });
    expect(await traces()).toEqual(NOTHING);
    await place('day', standing(['MO', 'FR'], { endsOn: '2026-03-13' }));
    expect(await traces()).toEqual({ ...NOTHING, committed: 2000, orders: 1 });
  });

  it('is not for what they would like after a trial', async () => {
    await expect(place('day', { meetFirst: { weekdays: ['SU'] } })).rejects.toEqual(
      notForThen(['meetFirst.weekdays', NOT_SUNDAY]),
    );
    await expect(place('day', { meetFirst: { weekdays: ['MO'], startTime: '19:00' } })).rejects.toEqual(
      notForThen(['meetFirst.startTime', NOT_EVENING]),
    );
    expect(await traces()).toEqual(NOTHING);
  });
});

describe('a price for the day, the evening or bank holidays', () => {
  it('is for its own hours, at every time of the day', async () => {
    await expect(place('day', { startTime: '19:00' })).rejects.toEqual(notForThen(['startTime', NOT_EVENING]));
    await expect(
      place('day', { ...standing(['TH']), moreTimes: [{ startTime: '19:00', quantity: '1' }] }),
    ).rejects.toEqual(notForThen(['moreTimes[0].startTime', NOT_EVENING]));
    await expect(place('evening')).rejects.toEqual(
      notForThen([
        'startTime',
        'This price is for visits that start at 5pm or later, and before 11pm. For 10am choose “Hour, weekday”, or choose another time.',
      ]),
    );
    expect(await traces()).toEqual(NOTHING);
    await place('evening', { startTime: '17:00' });
    await place('day', { startTime: '16:59' });
    expect(await traces()).toEqual({ ...NOTHING, committed: 4200, orders: 2 });
  });

  it('of the day reaches into the evening where the service has no other', async () => {
    const whenever = { variantId: id('variant', 36), startTime: '22:59' };
    await place('day', whenever);
    await expect(place('day', { ...whenever, startTime: '23:00' })).rejects.toMatchObject({
      code: 'PRICE_NOT_FOR_THEN',
    });
    expect(await traces()).toEqual({ ...NOTHING, committed: 2000, orders: 1 });
  });

  it('of bank holidays is for those alone', async () => {
    await expect(place('holiday')).rejects.toMatchObject({ code: 'PRICE_NOT_FOR_THEN' });
    await expect(place('holiday', standing(['FR']))).rejects.toMatchObject({ code: 'PRICE_NOT_FOR_THEN' });
    expect(await traces()).toEqual(NOTHING);
    await place('holiday', { oneOff: { date: '2026-04-03' } });
    expect(await traces()).toEqual({ ...NOTHING, committed: 3000, orders: 1 });
  });
});

describe('the other ways in', () => {
  it('by telephone, read back or ordered', async () => {
    const officer = await lively.signInAs('caremanager@first.example');
    const call = await takeCall(lively, holder, key().idempotencyKey);
    const { byTelephone, ...order } = orderOf(lively, holder, key().idempotencyKey, call);
    const input = { ...order, variantId: variantId('day'), shownUnitPricePence: 2000, oneOff: { date: '2026-03-15' } };
    const refused = '... on InvalidInput { message problems { field message } }';
    const problems = [{ field: 'date', message: NOT_SUNDAY }];
    const message = 'This price is for other days or hours.';
    expect(
      await officer.ask(
        'orderReadBack',
        `query ($input: PlaceOrderInput!, $id: ID!) { orderReadBack(input: $input, callId: $id) { __typename ${refused} } }`,
        { input, id: call },
      ),
    ).toEqual({ __typename: 'InvalidInput', message, problems });
    expect(
      await officer.ask(
        'placeOrder',
        `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename ${refused} } }`,
        { input: { ...input, byTelephone } },
      ),
    ).toEqual({ __typename: 'InvalidInput', message, problems });
    expect(await traces()).toEqual(NOTHING);
  });

  it('an order that needs another’s yes, when it is proposed', async () => {
    await lively.jointly(holder);
    const joint = lively.house.application.get<JointOrdersPort>(JOINT_ORDERS);
    const helper = await lively.world.actor('joint-helper', 0);
    await expect(joint.propose(helper, wish('day', { oneOff: { date: '2026-03-15' } }))).rejects.toEqual(
      notForThen(['date', NOT_SUNDAY]),
    );
    expect(await traces()).toEqual(NOTHING);
  });

  it('an order with others, when it is proposed', async () => {
    const other = holder + 1000;
    await lively.world.moveIn([other], WEEKLY, 'no sign-in');
    const { quantity, place: where } = wish('day');
    const propose = async (startTime: string, date: string) =>
      lively.house.application.get<SharedOrdersPort>(SHARED_ORDERS).propose(await person(), {
        ...key(),
        variantId: variantId('day'),
        quantity,
        startTime,
        oneOff: { date },
        place: where,
        people: [
          { personId: id('holder', holder), shownUnitPricePence: PENCE.day },
          { email: `holder${other}@first.example` },
        ],
      });
    await expect(propose('10:00', '2026-03-15')).rejects.toEqual(notForThen(['date', NOT_SUNDAY]));
    await expect(propose('19:00', '2026-03-12')).rejects.toEqual(notForThen(['startTime', NOT_EVENING]));
    expect(await traces()).toEqual(NOTHING);
  });

  describe('urgent care', () => {
    const start = async (days: number, changes: Partial<StartUrgentCareInput> = {}): Promise<string> =>
      lively.ordering.startUrgentCare(await lively.world.actor('caremanager-first'), {
        ...key(),
        personId: id('holder', holder),
        variantId: variantId('day'),
        quantity: '1',
        date: '2026-03-12',
        startTime: '10:00',
        days,
        place: 'At home',
        reason: 'Her daughter was taken to hospital.',
        ...changes,
      });

    it('at a price that fits none of its days, or of a service without one for each of them', async () => {
      await expect(start(1, { date: '2026-03-15' })).rejects.toEqual(notForThen(['date', NOT_SUNDAY]));
      await expect(start(3, { startTime: '19:00' })).rejects.toEqual(notForThen(['startTime', NOT_EVENING]));
      // Its only price is for weekdays.
      await expect(start(3, { variantId: id('variant', 36) })).rejects.toEqual(
        notForThen(['days', 'This price is for Mondays to Fridays. Choose another day.']),
      );
      expect(await traces()).toEqual(NOTHING);
      await start(2);
      expect(await traces()).toEqual({ ...NOTHING, committed: 4000, orders: 1 });
    });

    it('for a week is an order for each price, begun together', async () => {
      const again = key();
      // 24 hours a day: five weekdays are £2,400, Saturday £576, Sunday £624. £1,000 is there.
      const orderId = await start(7, { ...again, quantity: '24' });
      expect(await start(7, { ...again, quantity: '24' })).toBe(orderId);
      expect(await traces()).toEqual({ ...NOTHING, committed: 360_000, orders: 3 });
      const { rows } = await database.superuser.query(
        `select u.started_with = $2 as together, l.variant_id, o.kind, f.amount_pence::int as given,
           (select string_agg(to_char(c.on_date, 'DD'), ' ' order by c.on_date) from ordering.occurrence c where c.order_id = o.id) as days,
           (select sum(c.amount_pence)::int from ordering.occurrence c where c.order_id = o.id and c.status = 'HELD') as held
         from ordering."order" o join ordering.order_line l on l.order_id = o.id
         join ordering.urgent_care u on u.order_id = o.id join ledger.emergency_funding f on f.order_id = o.id
         where $1 = any (o.participant_ids) and o.urgent and o.status = 'SUBMITTED' order by held desc`,
        [id('holder', holder), orderId],
      );
      const together = true;
      expect(rows).toEqual([
        {
          together,
          variant_id: variantId('day'),
          kind: 'STANDING',
          given: 140_000,
          days: '12 13 16 17 18',
          held: 240_000,
        },
        { together, variant_id: variantId('sunday'), kind: 'ONE_OFF', given: 62_400, days: '15', held: 62_400 },
        { together, variant_id: variantId('saturday'), kind: 'ONE_OFF', given: 57_600, days: '14', held: 57_600 },
      ]);
    });
  });

  it('a visit that is moved, and a change of a pattern, its times and single visits', async () => {
    const change = async (orderId: string, changes: object) =>
      lively.ordering.amendOrder(await person(), {
        orderId,
        ...key(),
        version: 1,
        fromOn: '2026-03-13',
        quantity: '1',
        startTime: '10:00',
        place: 'At home',
        shownUnitPricePence: PENCE.day,
        ...changes,
      });
    const single = await place('day');
    await expect(change(single, { fromOn: '2026-03-15' })).rejects.toEqual(notForThen(['fromOn', NOT_SUNDAY]));
    await expect(change(single, { startTime: '19:00' })).rejects.toEqual(notForThen(['startTime', NOT_EVENING]));
    const weekly = await place('day', standing(['FR']));
    const pattern = { weekdays: ['FR'] };
    await expect(change(weekly, { pattern: { weekdays: ['FR', 'SU'] } })).rejects.toEqual(
      notForThen(['weekdays', NOT_SUNDAY]),
    );
    await expect(change(weekly, { pattern, moreTimes: [{ startTime: '19:00', quantity: '1' }] })).rejects.toEqual(
      notForThen(['moreTimes[0].startTime', NOT_EVENING]),
    );
    await expect(
      change(weekly, { pattern, extraVisits: [{ date: '2026-03-15', startTime: '19:00', quantity: '1' }] }),
    ).rejects.toEqual(
      notForThen(
        ['extraVisits[0].date', NOT_SUNDAY],
        [
          'extraVisits[0].startTime',
          'This price is for visits that start at 6am or later, and before 5pm. For 7pm choose “Hour, Sunday”, or choose another time.',
        ],
      ),
    );
    // One on Thursday, one on Friday: as they were.
    expect(await traces()).toEqual({ ...NOTHING, committed: 4000, orders: 2 });
    await change(single, { fromOn: '2026-03-12', startTime: '11:00' });
    await change(weekly, {
      pattern,
      extraVisits: [{ date: '2026-03-12', startTime: '14:00', quantity: '1' }],
      fromOn: '2026-03-12',
    });
    expect(await traces()).toEqual({ ...NOTHING, committed: 6000, orders: 2 });
  });

  it('cover is asked only of those whose price is for then', async () => {
    const offered = async (startTime: string): Promise<boolean> => {
      const orderId = await place('day', { variantId: id('variant', 36), startTime });
      await lively.accept(orderId);
      const [visit] = (
        await lively.ordering.visitsToDeliver(await lively.world.actor('provider-staff', 1), '2026-03-12')
      ).filter((one) => one.orderId === orderId);
      await lively.ordering.cancelAsProvider(await lively.world.actor('provider-staff', 1), {
        orderId,
        occurrenceId: visit?.occurrenceId ?? '',
        ...key(),
        reason: 'Two of us are ill.',
      });
      const options = await lively.ordering.coverOptions(await person(), visit?.occurrenceId ?? '');
      return options.some((option) => option.variant_id === id('variant', 37));
    };
    expect(await offered('10:00')).toBe(true);
    expect(await offered('19:00')).toBe(false);
  });
});
