import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, addDays } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import type { AmendOrderInput } from '@owncourse/ordering/contract';
import pg from 'pg';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { oneAfterTheOther, outcome, rounds } from './fixtures/two-at-once.js';

/**
 * Every two things that can meet on one order, at once. What each state lets each of them do is said below by hand; two at
 * once must come out exactly as one after the other would, in the one order or in the other, and the money with it.
 * What meets on a budget (another order, reclaim, pause, close) is in budget-pairs.race-spec.ts.
 *
 * The end of a mandate meets what its broker does: confirming, questioning, cancelling and changing are here, ordering is in
 * acting-for.race-spec.ts, and what waits for several people's yes in joint-orders.race-spec.ts. It cannot meet reclaim, close,
 * approve, refuse or expire: officers and jobs do those, by rights that no mandate gives, and none of them reads or writes one.
 */
type Verb =
  | 'accept'
  | 'decline'
  | 'cancel'
  | 'cancel by the provider'
  | 'cancel by the broker'
  | 'amend'
  | 'amend by the broker'
  | 'amend for more'
  | 'approve'
  | 'refuse'
  | 'expire'
  | 'record'
  | 'confirm'
  | 'confirm by the broker'
  | 'end the mandate'
  | 'dispute'
  | 'dispute by the broker'
  | 'confirm by silence'
  | 'settle'
  | 'settle for less';

type State = keyof typeof FACTS | StandingState;
type Step = readonly [outcome: string, next: State];

/** What the books say in each state: the order, its visit, what is held for it, what is owed for it, what the note comes to. */
const VISIT = Number(2n * AGREED_PENCE);
const LESS = VISIT / 2;
const MORE = (VISIT * 3) / 2;
const held = (order: string, visit: string, pence: number, note: number | null = null) => ({
  order,
  visit,
  held: pence,
  owed: 0,
  note,
});
const gone = (order: string) => ({ order, visit: 'CANCELLED', held: 0, owed: 0, note: null });
const FACTS = {
  new: held('SUBMITTED', 'HELD', VISIT),
  changed: held('SUBMITTED', 'HELD', LESS),
  accepted: held('ACCEPTED', 'HELD', VISIT),
  'accepted, changed': held('ACCEPTED', 'HELD', LESS),
  waiting: held('AWAITING_APPROVAL', 'HELD', VISIT),
  'waiting, changed': held('AWAITING_APPROVAL', 'HELD', LESS),
  'waiting, for more': held('AWAITING_APPROVAL', 'HELD', MORE),
  approved: held('SUBMITTED', 'HELD', VISIT),
  'approved, changed': held('SUBMITTED', 'HELD', LESS),
  'approved, for more': held('SUBMITTED', 'HELD', MORE),
  'waiting too long': held('AWAITING_APPROVAL', 'HELD', VISIT),
  'waiting too long, changed': held('AWAITING_APPROVAL', 'HELD', LESS),
  'not answered in time': held('SUBMITTED', 'HELD', VISIT),
  'not answered in time, changed': held('SUBMITTED', 'HELD', LESS),
  'over, not answered': held('SUBMITTED', 'HELD', VISIT),
  'over, accepted': held('ACCEPTED', 'HELD', VISIT),
  delivered: held('ACTIVE', 'DELIVERED', VISIT, VISIT),
  'delivered, mandate ended': held('ACTIVE', 'DELIVERED', VISIT, VISIT),
  disputed: held('ACTIVE', 'DISPUTED', VISIT, VISIT),
  'disputed, mandate ended': held('ACTIVE', 'DISPUTED', VISIT, VISIT),
  settled: held('ACTIVE', 'DELIVERED', VISIT, VISIT),
  'settled for less': held('ACTIVE', 'DELIVERED', VISIT, LESS),
  confirmed: { order: 'COMPLETED', visit: 'CONFIRMED', held: 0, owed: VISIT, note: VISIT },
  'confirmed, mandate ended': { order: 'COMPLETED', visit: 'CONFIRMED', held: 0, owed: VISIT, note: VISIT },
  'confirmed for less': { order: 'COMPLETED', visit: 'CONFIRMED', held: 0, owed: LESS, note: LESS },
  declined: gone('DECLINED'),
  cancelled: gone('CANCELLED'),
  expired: gone('EXPIRED'),
  refused: gone('REFUSED'),
} as const;

/** A standing order of two visits: what became of the one this morning, of the one to come, and of the broker's mandate. */
const FIRST = {
  delivered: { visit: 'DELIVERED', held: VISIT, owed: 0, note: VISIT },
  disputed: { visit: 'DISPUTED', held: VISIT, owed: 0, note: VISIT },
  confirmed: { visit: 'CONFIRMED', held: 0, owed: VISIT, note: VISIT },
} as const;
const SECOND = {
  'to come': { order: 'ACTIVE', visit: 'HELD', held: VISIT },
  changed: { order: 'ACTIVE', visit: 'HELD', held: LESS },
  cancelled: { order: 'CANCELLED', visit: 'CANCELLED', held: 0 },
} as const;
type First = keyof typeof FIRST;
type Second = keyof typeof SECOND;
type Mandate = 'broker' | 'no broker';
type StandingState = `standing: ${First}, ${Second}, ${Mandate}`;
const STANDING: StandingState = 'standing: delivered, to come, broker';

function isStanding(state: State): state is StandingState {
  return state.startsWith('standing: ');
}

function partsOf(state: StandingState): readonly [First, Second, Mandate] {
  return state.slice('standing: '.length).split(', ') as [First, Second, Mandate];
}

/** What is said of one visit moves nothing of the other, and a broker does what the person does while the mandate lasts. */
function standingStep(state: StandingState, verb: Verb): Step {
  const [first, second, mandate] = partsOf(state);
  if (verb === 'end the mandate') return ['DONE', `standing: ${first}, ${second}, no broker`];
  if (verb.endsWith(' by the broker') && mandate === 'no broker') return ['NO_MANDATE', state];
  switch (verb.replace(' by the broker', '')) {
    case 'amend':
      return second === 'to come' ? ['DONE', `standing: ${first}, changed, ${mandate}`] : ['WRONG_STATE', state];
    case 'cancel':
      return second === 'cancelled' ? ['WRONG_STATE', state] : ['DONE', `standing: ${first}, cancelled, ${mandate}`];
    case 'dispute':
      if (first === 'confirmed') return ['DONE', state];
      return first === 'delivered' ? ['DONE', `standing: disputed, ${second}, ${mandate}`] : ['WRONG_STATE', state];
    case 'confirm':
      return first === 'delivered' ? ['DONE', `standing: confirmed, ${second}, ${mandate}`] : ['WRONG_STATE', state];
    default:
      return ['WRONG_STATE', state];
  }
}

/** A row for each visit, the first visit's first. */
function factsOf(state: State): readonly unknown[] {
  if (!isStanding(state)) return [FACTS[state]];
  const [first, second] = partsOf(state);
  const { order, ...toCome } = SECOND[second];
  return [
    { order, ...FIRST[first] },
    { order, ...toCome, owed: 0, note: null },
  ];
}

/** What is not listed is refused as WRONG_STATE and changes nothing. Jobs never refuse: see JOBS. */
const LIFE: Partial<Record<keyof typeof FACTS, Partial<Record<Verb, Step>>>> = {
  new: {
    accept: ['DONE', 'accepted'],
    decline: ['DONE', 'declined'],
    cancel: ['DONE', 'cancelled'],
    'cancel by the provider': ['DONE', 'cancelled'],
    amend: ['DONE', 'changed'],
  },
  changed: {
    accept: ['DONE', 'accepted, changed'],
    decline: ['DONE', 'declined'],
    cancel: ['DONE', 'cancelled'],
    'cancel by the provider': ['DONE', 'cancelled'],
  },
  accepted: {
    cancel: ['DONE', 'cancelled'],
    'cancel by the provider': ['DONE', 'cancelled'],
    amend: ['DONE', 'accepted, changed'],
  },
  waiting: {
    approve: ['DONE', 'approved'],
    refuse: ['DONE', 'refused'],
    cancel: ['DONE', 'cancelled'],
    amend: ['DONE', 'waiting, changed'],
    'amend for more': ['DONE', 'waiting, for more'],
  },
  'waiting, changed': {
    approve: ['DONE', 'approved, changed'],
    refuse: ['DONE', 'refused'],
    cancel: ['DONE', 'cancelled'],
  },
  'waiting, for more': {
    approve: ['DONE', 'approved, for more'],
    refuse: ['DONE', 'refused'],
    cancel: ['DONE', 'cancelled'],
  },
  approved: {
    cancel: ['DONE', 'cancelled'],
    amend: ['DONE', 'approved, changed'],
    // The council said yes to less: it looks again.
    'amend for more': ['DONE', 'waiting, for more'],
  },
  'waiting too long': {
    approve: ['TOO_LATE', 'waiting too long'],
    refuse: ['TOO_LATE', 'waiting too long'],
    cancel: ['DONE', 'cancelled'],
    amend: ['DONE', 'waiting too long, changed'],
    expire: ['DONE', 'expired'],
  },
  'waiting too long, changed': {
    approve: ['TOO_LATE', 'waiting too long, changed'],
    refuse: ['TOO_LATE', 'waiting too long, changed'],
    cancel: ['DONE', 'cancelled'],
    expire: ['DONE', 'expired'],
  },
  'not answered in time': {
    accept: ['TOO_LATE', 'not answered in time'],
    decline: ['TOO_LATE', 'not answered in time'],
    cancel: ['DONE', 'cancelled'],
    amend: ['DONE', 'not answered in time, changed'],
    expire: ['DONE', 'expired'],
  },
  'not answered in time, changed': {
    accept: ['TOO_LATE', 'not answered in time, changed'],
    decline: ['TOO_LATE', 'not answered in time, changed'],
    cancel: ['DONE', 'cancelled'],
    expire: ['DONE', 'expired'],
  },
  'over, not answered': {
    accept: ['DONE', 'over, accepted'],
    decline: ['DONE', 'declined'],
    cancel: ['DONE', 'cancelled'],
    expire: ['DONE', 'expired'],
  },
  'over, accepted': {
    record: ['DONE', 'delivered'],
    // It costs something by now, and nobody agreed to that.
    cancel: ['FEE_CHANGED', 'over, accepted'],
    // Whoever stops an order leaves what has begun to be entered.
    'cancel by the provider': ['WRONG_STATE', 'over, accepted'],
  },
  delivered: {
    confirm: ['DONE', 'confirmed'],
    'confirm by the broker': ['DONE', 'confirmed'],
    'end the mandate': ['DONE', 'delivered, mandate ended'],
    dispute: ['DONE', 'disputed'],
    'dispute by the broker': ['DONE', 'disputed'],
    'confirm by silence': ['DONE', 'confirmed'],
  },
  'delivered, mandate ended': {
    confirm: ['DONE', 'confirmed'],
    'confirm by the broker': ['NO_MANDATE', 'delivered, mandate ended'],
    'dispute by the broker': ['NO_MANDATE', 'delivered, mandate ended'],
    dispute: ['DONE', 'disputed'],
    'confirm by silence': ['DONE', 'confirmed'],
    'end the mandate': ['DONE', 'delivered, mandate ended'],
  },
  disputed: {
    settle: ['DONE', 'settled'],
    'settle for less': ['DONE', 'settled for less'],
    'end the mandate': ['DONE', 'disputed, mandate ended'],
  },
  'disputed, mandate ended': {
    'dispute by the broker': ['NO_MANDATE', 'disputed, mandate ended'],
    'confirm by the broker': ['NO_MANDATE', 'disputed, mandate ended'],
  },
  settled: { confirm: ['DONE', 'confirmed'] },
  'settled for less': { confirm: ['DONE', 'confirmed for less'] },
  // What was confirmed can still be questioned: a question is asked, and the money stays where it is.
  confirmed: {
    'end the mandate': ['DONE', 'confirmed, mandate ended'],
    dispute: ['DONE', 'confirmed'],
    'dispute by the broker': ['DONE', 'confirmed'],
  },
  'confirmed, mandate ended': {
    'dispute by the broker': ['NO_MANDATE', 'confirmed, mandate ended'],
    'confirm by the broker': ['NO_MANDATE', 'confirmed, mandate ended'],
  },
};
const JOBS: readonly Verb[] = ['expire', 'confirm by silence'];

const SCENES: readonly (readonly [State, readonly Verb[]])[] = [
  ['new', ['accept', 'decline', 'cancel', 'cancel by the provider', 'amend']],
  ['waiting', ['approve', 'refuse', 'cancel', 'amend', 'amend for more']],
  ['waiting too long', ['approve', 'refuse', 'cancel', 'amend', 'expire']],
  ['not answered in time', ['accept', 'decline', 'cancel', 'amend', 'expire']],
  ['over, not answered', ['accept', 'decline', 'cancel', 'expire']],
  ['over, accepted', ['record', 'cancel', 'cancel by the provider']],
  [
    'delivered',
    ['confirm', 'confirm by the broker', 'end the mandate', 'dispute', 'dispute by the broker', 'confirm by silence'],
  ],
  ['disputed', ['settle', 'settle for less', 'confirm']],
  [
    STANDING,
    [
      'amend',
      'amend by the broker',
      'cancel',
      'cancel by the broker',
      'dispute',
      'dispute by the broker',
      'confirm',
      'end the mandate',
    ],
  ],
];

const SOON = addDays(TODAY, 3);
/** The standing order's second visit. */
const NEXT = addDays(TODAY, 2);
const DAY = 24 * 3_600_000;
/** Scenes in which time has gone by: silence has spoken, or nobody answered in the day there was for it. */
const WHEN: Partial<Record<State, Date>> = {
  delivered: new Date(NOW.getTime() + 8 * DAY),
  'waiting too long': new Date(NOW.getTime() + DAY + 1),
  'not answered in time': new Date(NOW.getTime() + DAY + 1),
};
const TO_COME: readonly State[] = ['new', 'waiting', 'waiting too long', 'not answered in time'];

let lively: LivelyWorld;
let superuser: pg.Client;
let actors: Readonly<Record<'holder' | 'broker' | 'staff' | 'approver' | 'finance', Actor>>;
let mandateId = '';
let made = 0;
let policyIsFor: State | null = null;

beforeAll(async () => {
  lively = await LivelyWorld.open(1);
  superuser = new pg.Client({ connectionString: lively.house.database.superuserUrl });
  await superuser.connect();
  const { world } = lively;
  await world.ledger.recordInstalment(await world.actor('finance-first'), {
    budgetId: world.budgetOf(0),
    idempotencyKey: 'enough-for-all',
    amountPence: 10_000_000n,
    onDate: TODAY,
  });
  actors = {
    holder: await world.actor('holder', 0),
    broker: await world.actor('broker'),
    staff: await world.actor('provider-staff', 1),
    approver: await world.actor('approver-first'),
    finance: await world.actor('finance-first'),
  };
});

afterAll(async () => {
  await superuser.end();
  await lively.house.close();
});

interface Subject {
  readonly orderId: string;
  readonly isStanding: boolean;
  readonly occurrenceId: string;
  readonly deliveryId: string;
}

/** What counts from now on for what is ordered or changed. */
async function policyFor(state: State): Promise<void> {
  const { identity, councilId } = lively.world;
  const values = {
    approvalLimitPence: state.startsWith('waiting') ? 100 : 1_000_000,
    approvalHours: state === 'waiting too long' ? 24 : null,
    answerHours: state === 'not answered in time' ? 24 : null,
  };
  await identity.setPolicy(
    actors.finance,
    councilId,
    Object.entries(values).map(([key, value]) => ({ key: key as keyof typeof values, value, from: TODAY })),
  );
}

async function anotherMandate(): Promise<void> {
  if (mandateId !== '') await lively.world.identity.endMandate(actors.holder, mandateId);
  mandateId = await lively.mandate(0, id('brokerage'));
  actors = { ...actors, broker: await lively.world.actor('broker') };
}

async function make(state: State): Promise<Subject> {
  made += 1;
  if (state !== policyIsFor) await policyFor(state);
  policyIsFor = state;
  const oneOff = { date: TO_COME.includes(state) ? SOON : TODAY };
  const standing = { startsOn: TODAY, endsOn: SOON, weekdays: ['TU', 'TH'] } as const;
  const orderId = await lively.order(0, `pair-${made}`, isStanding(state) ? { oneOff: null, standing } : { oneOff });
  const { rows } = await superuser.query<{ id: string }>(
    'select id from ordering.occurrence where order_id = $1 order by starts_at',
    [orderId],
  );
  const subject = { orderId, isStanding: isStanding(state), occurrenceId: rows[0]?.id ?? '', deliveryId: '' };
  if (TO_COME.includes(state) || state === 'over, not answered') return subject;
  await lively.accept(orderId);
  if (state === 'over, accepted') return subject;
  const deliveryId = await lively.deliver(0, orderId);
  if (state === 'disputed')
    await lively.ordering.disputeDelivery(actors.holder, {
      deliveryId,
      idempotencyKey: `make-${deliveryId}`,
      reason: 'Nobody came.',
    });
  if (state === 'delivered' || isStanding(state)) await anotherMandate();
  return { ...subject, deliveryId };
}

function act(verb: Verb, subject: Subject, nth: number): Promise<unknown> {
  const { orderId, occurrenceId, deliveryId } = subject;
  const { ordering, world } = lively;
  const { holder, broker, staff, approver } = actors;
  const key = { idempotencyKey: `${verb.replaceAll(' ', '-')}-${nth}-${orderId}` };
  switch (verb) {
    case 'accept':
      return ordering.acceptOrder(staff, { orderId, ...key });
    case 'decline':
      return ordering.declineOrder(staff, { orderId, reason: 'We are full.', ...key });
    case 'cancel':
      return ordering.cancelOrder(holder, { orderId, agreedFeePence: 0n, ...key });
    case 'cancel by the provider':
      return ordering.cancelOrder(staff, { orderId, agreedFeePence: 0n, reason: 'We are ill.', ...key });
    case 'cancel by the broker':
      return ordering.cancelOrder(broker, { orderId, agreedFeePence: 0n, ...key });
    case 'amend':
    case 'amend for more':
      return ordering.amendOrder(holder, terms(subject, verb === 'amend' ? '1' : '3', key.idempotencyKey));
    case 'amend by the broker':
      return ordering.amendOrder(broker, terms(subject, '1', key.idempotencyKey));
    case 'approve':
    case 'refuse':
      return ordering.decideOrder(approver, {
        orderId,
        approve: verb === 'approve',
        reason: 'It was looked at.',
        ...key,
      });
    case 'expire':
      return ordering.expireUnanswered();
    case 'record':
      return ordering.recordDeliveries(
        staff,
        [
          {
            occurrenceId,
            ...key,
            workerName: 'Wren',
            place: 'At home',
            startedAt: `${TODAY}T08:00:00Z`,
            endedAt: `${TODAY}T10:00:00Z`,
            quantity: '2',
          },
        ],
        key.idempotencyKey,
      );
    case 'confirm':
      return ordering.confirmDeliveries(holder, [deliveryId], key.idempotencyKey);
    case 'confirm by the broker':
      return ordering.confirmDeliveries(broker, [deliveryId], key.idempotencyKey);
    case 'end the mandate':
      return world.identity.endMandate(holder, mandateId);
    case 'dispute':
      return ordering.disputeDelivery(holder, { deliveryId, reason: 'Nobody came.', ...key });
    case 'dispute by the broker':
      return ordering.disputeDelivery(broker, { deliveryId, reason: 'Nobody came.', ...key });
    case 'confirm by silence':
      return ordering.confirmSilent();
    case 'settle':
      return ordering.settleDispute(staff, { deliveryId, quantity: '2', ...key });
    case 'settle for less':
      return ordering.settleDispute(staff, { deliveryId, quantity: '1', ...key });
  }
}

/** The single visit, or the standing order's from the second on, for another number of hours. */
function terms({ orderId, isStanding: stands }: Subject, quantity: string, idempotencyKey: string): AmendOrderInput {
  return {
    orderId,
    idempotencyKey,
    version: 1,
    fromOn: stands ? NEXT : SOON,
    ...(stands ? { pattern: { weekdays: ['TU', 'TH'] }, endsOn: SOON } : {}),
    quantity,
    startTime: '10:00',
    place: 'At home',
    shownUnitPricePence: AGREED_PENCE,
  };
}

async function facts({ orderId }: Subject): Promise<unknown> {
  const { rows } = await superuser.query(
    `select o.status as "order", v.status as visit, h.remaining_pence::int as held, d.amount_pence::int as note,
       coalesce((select sum(t.amount_pence) from ledger.transfer t where t.hold_id = h.id and t.to_kind = 'accrued'), 0)::int as owed
     from ordering."order" o join ordering.occurrence v on v.order_id = o.id left join ledger.hold h on h.id = v.id
     left join ordering.delivery d on d.occurrence_id = v.id where o.id = $1 order by v.starts_at`,
    [orderId],
  );
  return rows;
}

function step(state: State, verb: Verb): Step {
  if (isStanding(state)) return standingStep(state, verb);
  return LIFE[state]?.[verb] ?? (JOBS.includes(verb) ? ['DONE', state] : ['WRONG_STATE', state]);
}

const PAIRS = SCENES.flatMap(([scene, verbs]) =>
  verbs.flatMap((one, index) => verbs.slice(index).map((other) => [scene, one, other] as const)),
);

describe('two at once come out as one after the other', () => {
  it.each(PAIRS)('%s: %s and %s', async (scene, one, other) => {
    const allowed = oneAfterTheOther(scene, one, other, step).map(([first, second, end]) => [
      first,
      second,
      factsOf(end),
    ]);
    for (const [earlier, later] of rounds(one, other, JOBS)) {
      const subject = await make(scene);
      lively.clock.moveTo(WHEN[scene] ?? NOW);
      const sent = [outcome(act(earlier, subject, 1)), outcome(act(later, subject, 2))];
      const told = await Promise.all(sent);
      lively.clock.moveTo(NOW);
      const [first, second] = earlier === one ? told : told.toReversed();
      expect(allowed).toContainEqual([first, second, await facts(subject)]);
    }
  });

  it('and the books are right after all of them', async () => {
    expect(PAIRS).toHaveLength(139);
    expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({
      sumPence: 0,
      breaches: 0,
      first: null,
    });
  });
});

describe('two officers at once', () => {
  it('approve, prepare and release an invoice’s payment once', async () => {
    const { invoicing, world } = lively;
    const second = await world.actor('finance2-first');
    const officers = [actors.finance, second];
    const both = async (work: (officer: Actor, nth: number) => Promise<unknown>): Promise<readonly string[]> =>
      (await Promise.all(officers.map((officer, nth) => outcome(work(officer, nth))))).sort();
    const { invoiceId } = await lively.invoiced(0, 'to-be-paid');
    expect(
      await both((officer, nth) =>
        invoicing.approveInvoices(officer, { invoiceIds: [invoiceId], idempotencyKey: `approve-by-${nth}` }),
      ),
    ).toEqual(['DONE', 'WRONG_STATE']);
    const runs: string[] = [];
    const prepared = await both(async (officer, nth) => {
      runs.push(
        await invoicing.preparePaymentRun(officer, { invoiceIds: [invoiceId], idempotencyKey: `prepare-by-${nth}` }),
      );
    });
    expect(prepared).toEqual(['DONE', 'NOTHING_TO_PAY']);
    const released = await both((officer, nth) =>
      invoicing.releasePaymentRun(officer, { paymentRunId: runs[0] ?? '', idempotencyKey: `release-by-${nth}` }),
    );
    // Whoever prepared it may not release it; when the other was quicker, it is released already.
    expect([
      ['DONE', 'SAME_OFFICER'],
      ['DONE', 'WRONG_STATE'],
    ]).toContainEqual(released);
    const { rows } = await superuser.query<{ kind: string; times: number }>(
      `select kind, count(*)::int as times from ledger.transfer where posting_group = $1 group by kind order by kind`,
      [invoiceId],
    );
    expect(rows).toEqual([
      { kind: 'INVOICED', times: 1 },
      { kind: 'PAID', times: 1 },
    ]);
    expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({
      sumPence: 0,
      breaches: 0,
      first: null,
    });
  });
});
