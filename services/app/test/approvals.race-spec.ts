import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database, statement } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import { id, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { outcome } from './fixtures/two-at-once.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import type { GraphqlClient } from './graphql-client.js';

const WEEKLY = 100_000n;
const HOUR = 3_600_000;
const VISIT = '4820';

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
  await lively.world.moveIn([holder], WEEKLY, await lively.world.identity.hashPassword('correct horse'));
  await policy({ approvalLimitPence: 4819 });
});

const key = (): string => `approval-key-${(keys += 1)}`;
const refusal = (code: string) => expect.objectContaining({ code });
const approver = () => lively.world.actor('approver-first');

async function policy(values: Readonly<Record<string, unknown>>): Promise<void> {
  const { world } = lively;
  const all = {
    approvalLimitPence: null,
    approvalWeeklyLimitPence: null,
    approvalHours: null,
    answerHours: null,
    offCardRule: 'allow',
    ...values,
  };
  await world.identity.setPolicy(
    await world.actor('finance-first'),
    world.councilId,
    Object.entries(all).map(([name, value]) => ({ key: name as keyof typeof all, value, from: TODAY })),
  );
}

async function decide(orderId: string, approve: boolean): Promise<void> {
  const answer = { orderId, idempotencyKey: key(), approve, reason: approve ? null : 'Not in the plan.' };
  await lively.ordering.decideOrder(await approver(), answer);
}

async function rows<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> {
  return (await database.superuser.query<Row & Record<string, unknown>>(sql, [...values])).rows;
}

async function statusOf(orderId: string): Promise<string | undefined> {
  return (await rows<{ status: string }>('select status from ordering."order" where id = $1', [orderId]))[0]?.status;
}

async function money(): Promise<{ available: string; committed: string } | undefined> {
  const [row] = await rows<{ available: string; committed: string }>(
    'select available_pence::text as available, committed_pence::text as committed from ledger.budget_balance where budget_id = $1',
    [id('budget', holder)],
  );
  return row;
}

const ALL_BACK = { available: '100000', committed: '0' };
const PROMISED = { available: String(100_000 - Number(VISIT)), committed: VISIT };

async function reasonsOf(orderId: string): Promise<{ code: string; details: unknown }[]> {
  return rows('select code, details from ordering.approval_reason where order_id = $1 order by code', [orderId]);
}

interface Seen {
  readonly status: string;
  readonly approvalReasons: readonly { readonly words: string }[];
  readonly answerBy: string | null;
  readonly timeLeftInWords: string | null;
  readonly endedWithoutAnswerFrom: string | null;
  readonly decision: Readonly<Record<string, unknown>> | null;
}

function seen(client: GraphqlClient, orderId: string): Promise<Seen> {
  return client.ask<Seen>(
    'order',
    `query ($id: ID!) { order(id: $id) { status approvalReasons { words } answerBy timeLeftInWords endedWithoutAnswerFrom
      council { name contactPhone } decision { approved reason decidedByName decidedAt } } }`,
    { id: orderId },
  );
}

const offCard = (): { variantId: string; shownUnitPricePence: bigint } => ({
  variantId: id('variant', 2),
  shownUnitPricePence: PUBLIC_PENCE,
});

describe('what the council looks at first', () => {
  it('is for every reason that the policy of the day gives, all at once', async () => {
    await policy({
      approvalLimitPence: 5499,
      approvalWeeklyLimitPence: 8249,
      offCardRule: 'allow-with-approval',
    });
    const orderId = await lively.order(holder, key(), {
      ...offCard(),
      oneOff: null,
      standing: { startsOn: TODAY, endsOn: '2026-03-24', weekdays: ['TU', 'WE', 'TH'], everyWeeks: 2 },
    });
    expect(await statusOf(orderId)).toBe('AWAITING_APPROVAL');
    // Three visits of £55 every other week are £82.50 a week.
    expect(await reasonsOf(orderId)).toEqual([
      { code: 'OFF_CARD', details: {} },
      { code: 'OVER_LIMIT', details: { limitPence: '5499', pence: '5500' } },
      { code: 'OVER_WEEKLY_LIMIT', details: { limitPence: '8249', pence: '8250' } },
    ]);
    const words = [
      'The council has not agreed a price for this.',
      'It costs £55 each time. The council looks at anything over £54.99.',
      'It comes to £82.50 a week. The council looks at anything over £82.49 a week.',
    ];
    const person = await lively.signInAs(`holder${holder}@first.example`);
    expect((await seen(person, orderId)).approvalReasons.map((reason) => reason.words)).toEqual(words);
    const other = await lively.signInAs('other-provider@first.example');
    expect((await seen(other, orderId)).approvalReasons).toEqual([]);
  });

  it('is nothing exactly at the limits, and without a policy', async () => {
    await policy({ approvalLimitPence: 4820, approvalWeeklyLimitPence: 9640 });
    const twice = {
      oneOff: null,
      standing: { startsOn: TODAY, endsOn: '2026-03-12', weekdays: ['TU', 'TH'] as const },
    };
    const atTheLimits = await lively.order(holder, key(), twice);
    await policy({});
    const unlimited = await lively.order(holder, key(), twice);
    expect([await statusOf(atTheLimits), await statusOf(unlimited)]).toEqual(['SUBMITTED', 'SUBMITTED']);
    expect([...(await reasonsOf(atTheLimits)), ...(await reasonsOf(unlimited))]).toEqual([]);
  });

  it('can be a reason that another room knows, once, and only while nobody has answered', async () => {
    await policy({ approvalHours: 5 });
    const ask = (orderId: string) =>
      lively.house.application
        .get(Database)
        .call(statement('test.ask-approval', 'select ordering.ask_approval($1, $2, $3, $4)'), [
          orderId,
          'CONFLICT_OF_INTEREST',
          { organisationId: id('brokerage') },
          NOW,
        ]);
    const orderId = await lively.order(holder, key());
    expect(await statusOf(orderId)).toBe('SUBMITTED');
    await ask(orderId);
    await ask(orderId);
    expect(await statusOf(orderId)).toBe('AWAITING_APPROVAL');
    expect(await reasonsOf(orderId)).toEqual([
      { code: 'CONFLICT_OF_INTEREST', details: { organisationId: id('brokerage') } },
    ]);
    await expect(lively.accept(orderId)).rejects.toEqual(refusal('WRONG_STATE'));
    await decide(orderId, true);
    await lively.accept(orderId);
    await expect(ask(orderId)).rejects.toEqual(refusal('WRONG_STATE'));
    expect(await statusOf(orderId)).toBe('ACCEPTED');
  });

  it('is never decided by whoever ordered it', async () => {
    const { world } = lively;
    await world.identity.grantMandateWithEvidence(await world.actor('finance-first'), world.councilId, {
      personId: id('holder', holder),
      actorPersonId: id('approver-first'),
      type: 'NOMINEE',
      scopes: ['VIEW', 'ORDER'],
      startsOn: TODAY,
      endsOn: TODAY,
      evidence: 'Seen.',
    });
    const { orderId } = await lively.ordering.placeOrder(await approver(), {
      idempotencyKey: key(),
      personId: id('holder', holder),
      variantId: world.variantId,
      quantity: '2',
      startTime: '08:00',
      oneOff: { date: '2026-03-14' },
      place: 'At home',
      shownUnitPricePence: 2410n,
    });
    const ofThePerson = await lively.order(holder, key());
    for (const one of [orderId, ofThePerson]) await expect(decide(one, true)).rejects.toEqual(refusal('OWN_ORDER'));
    lively.clock.moveTo(new Date('2026-03-11T12:00:00Z'));
    await expect(decide(orderId, true)).rejects.toEqual(refusal('OWN_ORDER'));
    await decide(ofThePerson, true);
    expect([await statusOf(orderId), await statusOf(ofThePerson)]).toEqual(['AWAITING_APPROVAL', 'SUBMITTED']);
  });
});

describe('the time for an answer', () => {
  const later = { oneOff: { date: '2026-03-20' } };

  it('counts for the council to its last millisecond, then the order ends by itself and the person is told', async () => {
    await policy({ approvalLimitPence: 4819, approvalHours: 48 });
    const [inTime, tooLate] = [await lively.order(holder, key(), later), await lively.order(holder, key(), later)];
    const person = await lively.signInAs(`holder${holder}@first.example`);
    expect(await seen(person, inTime)).toMatchObject({
      answerBy: '2026-03-12T12:00:00.000Z',
      timeLeftInWords: '2 days left',
      endedWithoutAnswerFrom: null,
      decision: null,
    });
    lively.clock.moveTo(new Date(NOW.getTime() + 48 * HOUR));
    await lively.ordering.expireUnanswered();
    await decide(inTime, true);
    lively.clock.moveTo(new Date(NOW.getTime() + 48 * HOUR + 1));
    await expect(decide(tooLate, true)).rejects.toEqual(refusal('TOO_LATE'));
    expect(await statusOf(tooLate)).toBe('AWAITING_APPROVAL');
    await lively.ordering.expireUnanswered();
    expect([await statusOf(inTime), await statusOf(tooLate)]).toEqual(['SUBMITTED', 'EXPIRED']);
    expect(await money()).toEqual(PROMISED);
    const client = await lively.signInAs(`holder${holder}@first.example`);
    expect(await seen(client, tooLate)).toMatchObject({
      endedWithoutAnswerFrom: 'COUNCIL',
      answerBy: null,
      decision: null,
    });
  });

  it('counts for the provider from the council’s yes', async () => {
    await policy({ approvalLimitPence: 4819, approvalHours: 48, answerHours: 24 });
    const orderId = await lively.order(holder, key(), later);
    lively.clock.moveTo(new Date(NOW.getTime() + 47 * HOUR));
    await decide(orderId, true);
    lively.clock.moveTo(new Date(NOW.getTime() + 71 * HOUR + 1));
    await expect(lively.accept(orderId)).rejects.toEqual(refusal('TOO_LATE'));
    await lively.ordering.expireUnanswered();
    expect(await statusOf(orderId)).toBe('EXPIRED');
    expect(await money()).toEqual(ALL_BACK);
    const person = await lively.signInAs(`holder${holder}@first.example`);
    expect((await seen(person, orderId)).endedWithoutAnswerFrom).toBe('PROVIDER');
  });

  it('puts the order whose time runs out first at the top of the approver’s list', async () => {
    await policy({ approvalLimitPence: 4819 });
    const noLimit = await lively.order(holder, key(), later);
    await policy({ approvalLimitPence: 4819, approvalHours: 48 });
    const twoDays = await lively.order(holder, key(), later);
    await policy({ approvalLimitPence: 4819, approvalHours: 500 });
    const untilTheVisit = await lively.order(holder, key(), { oneOff: { date: '2026-03-11' }, startTime: '09:00' });
    const list = await (
      await lively.signInAs('approver@first.example')
    ).ask<{ edges: { node: { id: string } }[] }>('ordersToApprove', '{ ordersToApprove { edges { node { id } } } }');
    const mine = new Set([noLimit, twoDays, untilTheVisit]);
    expect(list.edges.map((edge) => edge.node.id).filter((one) => mine.has(one))).toEqual([
      untilTheVisit,
      twoDays,
      noLimit,
    ]);
  });
});

describe('a no', () => {
  it('tells the person who said it, when and why, and whom to ask; the provider hears nothing of it', async () => {
    const orderId = await lively.order(holder, key());
    await decide(orderId, false);
    const person = await lively.signInAs(`holder${holder}@first.example`);
    expect(await seen(person, orderId)).toMatchObject({
      council: { name: 'first council', contactPhone: '01632 960000' },
      decision: {
        approved: false,
        reason: 'Not in the plan.',
        decidedByName: 'approver of first',
        decidedAt: NOW.toISOString(),
      },
    });
    expect((await seen(await lively.signInAs('provider@first.example'), orderId)).decision).toBeNull();
    expect(await money()).toEqual(ALL_BACK);
  });
});

describe('yes, no, out of time and cancelled at once', () => {
  const MOVES = ['yes', 'no', 'out of time', 'cancelled'] as const;
  type Move = (typeof MOVES)[number];
  /** What the order's history may say in the end, and nothing else: who came first has it, and a yes can still end in two ways. */
  const ENDS: readonly (readonly [first: readonly Move[], codes: readonly string[], done: readonly Move[]])[] = [
    [['yes', 'out of time', 'cancelled', 'no'], ['APPROVED', 'EXPIRED'], ['yes']],
    [
      ['yes', 'cancelled', 'out of time', 'no'],
      ['APPROVED', 'CANCELLED'],
      ['yes', 'cancelled'],
    ],
    [['no', 'out of time', 'cancelled', 'yes'], ['REFUSED'], ['no']],
    [['out of time', 'cancelled', 'yes', 'no'], ['EXPIRED_UNDECIDED'], []],
    [['cancelled', 'yes', 'no', 'out of time'], ['CANCELLED'], ['cancelled']],
  ];

  // The first visit was to begin this morning: the order may end by itself, and may still be decided.
  async function open(): Promise<{ orderId: string; make: Readonly<Record<Move, () => Promise<unknown>>> }> {
    const orderId = await lively.order(holder, key());
    const person = await lively.world.actor('holder', holder);
    return {
      orderId,
      make: {
        yes: () => decide(orderId, true),
        no: () => decide(orderId, false),
        'out of time': () => lively.ordering.expireUnanswered(),
        cancelled: () => lively.ordering.cancelOrder(person, { orderId, idempotencyKey: key(), agreedFeePence: 0n }),
      },
    };
  }

  /** In the order's own history, oldest first; and everything is back, by one move of its hold in and one out. */
  async function history(orderId: string): Promise<readonly string[]> {
    expect(await money()).toEqual(ALL_BACK);
    const holds = await rows(
      `select h.state, h.remaining_pence::int as left, (select count(*)::int from ledger.transfer t where t.hold_id = h.id) as moves
       from ledger.hold h where h.order_id = $1`,
      [orderId],
    );
    expect(holds).toEqual([{ state: 'CLOSED', left: 0, moves: 2 }]);
    const events = await rows<{ code: string }>(
      `select code from ordering.order_event where order_id = $1 and code <> 'PLACED_FOR_APPROVAL' order by code <> 'APPROVED'`,
      [orderId],
    );
    return events.map((event) => event.code);
  }

  /** The jobs' own end is told to nobody. */
  const told = (moves: readonly Move[], outcomes: readonly string[]): readonly Move[] =>
    MOVES.filter((move) => move !== 'out of time' && outcomes[moves.indexOf(move)] === 'DONE');

  it.each(ENDS)('one after the other, %j: %j', async (moves, codes, done) => {
    const { orderId, make } = await open();
    const outcomes: string[] = [];
    for (const move of moves) outcomes.push(await outcome(make[move]()));
    expect(new Set(outcomes)).toEqual(new Set(['DONE', 'WRONG_STATE']));
    expect([await history(orderId), told(moves, outcomes)]).toEqual([codes, done]);
  });

  it('at once: exactly one of these ends, each time, told to exactly those who brought it about', async () => {
    const allowed = ENDS.map(([, codes, done]) => [codes, done]);
    for (let round = 0; round < 12; round += 1) {
      const { orderId, make } = await open();
      const moves = [...MOVES.slice(round % 4), ...MOVES.slice(0, round % 4)];
      const outcomes = await Promise.all(moves.map((move) => outcome(make[move]())));
      expect(outcomes.filter((one) => one !== 'DONE' && one !== 'WRONG_STATE')).toEqual([]);
      expect(allowed).toContainEqual([await history(orderId), told(moves, outcomes)]);
    }
  });
});

describe('an answer to what somebody looked at', () => {
  async function changed(): Promise<{ orderId: string; change: () => Promise<void>; answer: Answer }> {
    const orderId = await lively.order(holder, key(), { oneOff: { date: '2026-03-14' } });
    const person = await lively.world.actor('holder', holder);
    return {
      orderId,
      change: () =>
        lively.ordering.amendOrder(person, {
          orderId,
          idempotencyKey: key(),
          version: 1,
          fromOn: '2026-03-14',
          quantity: '9',
          startTime: '08:00',
          place: 'At home',
          shownUnitPricePence: 2410n,
        }),
      answer: async (approve, version) =>
        lively.ordering.decideOrder(await approver(), {
          orderId,
          idempotencyKey: key(),
          approve,
          reason: approve ? null : 'Not in the plan.',
          version,
        }),
    };
  }
  type Answer = (approve: boolean, version: number) => Promise<void>;

  it.each([true, false])('does not count for what it was changed to since (yes: %s)', async (approve) => {
    const { orderId, change, answer } = await changed();
    await change();
    await expect(answer(approve, 1)).rejects.toEqual(refusal('WRONG_STATE'));
    expect(await statusOf(orderId)).toBe('AWAITING_APPROVAL');
    expect(await money()).toEqual({ available: '78310', committed: '21690' });
    await answer(approve, 2);
    expect(await statusOf(orderId)).toBe(approve ? 'SUBMITTED' : 'REFUSED');
  });

  it('at once with the change: nothing that the council did not see goes to the provider', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { orderId, change, answer } = await changed();
      const moves = [change, () => answer(true, 1)];
      const outcomes = await Promise.all((round % 2 === 0 ? moves : moves.toReversed()).map((move) => outcome(move())));
      const [changing, answering] = round % 2 === 0 ? outcomes : outcomes.toReversed();
      // A yes that came first was to less; the council looks at the rest again.
      expect(changing).toBe('DONE');
      expect(['DONE', 'WRONG_STATE']).toContain(answering);
      expect(await statusOf(orderId)).toBe('AWAITING_APPROVAL');
      await answer(false, 2);
      expect(await money()).toEqual(ALL_BACK);
    }
  });
});

describe('a move that was decided on before the lock', () => {
  const move = (orderId: string, from: string, to: string) =>
    lively.house.application
      .get(Database)
      .call(statement('test.move-order', 'select ordering.move_order($1, array[$2], $3, null, $4, $3, $5, $6)'), [
        orderId,
        from,
        to,
        randomUUID(),
        NOW,
        id('holder', holder),
      ]);

  it('never begins at an end, whatever it takes the order for', async () => {
    const cancelled = await lively.order(holder, key());
    await lively.ordering.cancelOrder(await lively.world.actor('holder', holder), {
      orderId: cancelled,
      idempotencyKey: key(),
      agreedFeePence: 0n,
    });
    const refused = await lively.order(holder, key());
    await decide(refused, false);
    await expect(move(cancelled, 'CANCELLED', 'EXPIRED')).rejects.toEqual(refusal('WRONG_STATE'));
    await expect(move(refused, 'REFUSED', 'CANCELLED')).rejects.toEqual(refusal('WRONG_STATE'));
    expect([await statusOf(cancelled), await statusOf(refused)]).toEqual(['CANCELLED', 'REFUSED']);
  });

  it('lets no order expire whose time has not run out after all', async () => {
    const orderId = await lively.order(holder, key(), { oneOff: { date: '2026-03-20' } });
    await expect(move(orderId, 'AWAITING_APPROVAL', 'EXPIRED')).rejects.toEqual(refusal('WRONG_STATE'));
    expect(await statusOf(orderId)).toBe('AWAITING_APPROVAL');
  });
});
