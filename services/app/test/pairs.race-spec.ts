import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, addDays } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { oneAfterTheOther, outcome, rounds } from './fixtures/two-at-once.js';

/**
 * Every two things that can meet on one order, at once. What each state lets each of them do is said below by hand; two at
 * once must come out exactly as one after the other would, in the one order or in the other, and the money with it.
 * What meets on a budget (another order, reclaim, pause, close) is in budget-pairs.race-spec.ts.
 */
type Verb =
  | 'accept'
  | 'decline'
  | 'cancel'
  | 'cancel by the provider'
  | 'amend'
  | 'approve'
  | 'refuse'
  | 'expire'
  | 'record'
  | 'confirm'
  | 'confirm by the broker'
  | 'end the mandate'
  | 'dispute'
  | 'confirm by silence'
  | 'settle'
  | 'settle for less';

type State = keyof typeof FACTS;
type Step = readonly [outcome: string, next: State];

/** What the books say in each state: the order, its visit, what is held for it, what is owed for it, what the note comes to. */
const VISIT = Number(2n * AGREED_PENCE);
const LESS = VISIT / 2;
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
  approved: held('SUBMITTED', 'HELD', VISIT),
  'over, not answered': held('SUBMITTED', 'HELD', VISIT),
  'over, accepted': held('ACCEPTED', 'HELD', VISIT),
  delivered: held('ACTIVE', 'DELIVERED', VISIT, VISIT),
  'delivered, mandate ended': held('ACTIVE', 'DELIVERED', VISIT, VISIT),
  disputed: held('ACTIVE', 'DISPUTED', VISIT, VISIT),
  settled: held('ACTIVE', 'DELIVERED', VISIT, VISIT),
  'settled for less': held('ACTIVE', 'DELIVERED', VISIT, LESS),
  confirmed: { order: 'COMPLETED', visit: 'CONFIRMED', held: 0, owed: VISIT, note: VISIT },
  'confirmed for less': { order: 'COMPLETED', visit: 'CONFIRMED', held: 0, owed: LESS, note: LESS },
  declined: gone('DECLINED'),
  cancelled: gone('CANCELLED'),
  expired: gone('EXPIRED'),
  refused: gone('REFUSED'),
} as const;

/** What is not listed is refused as WRONG_STATE and changes nothing. Jobs never refuse: see JOBS. */
const LIFE: Partial<Record<State, Partial<Record<Verb, Step>>>> = {
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
  waiting: { approve: ['DONE', 'approved'], refuse: ['DONE', 'refused'], cancel: ['DONE', 'cancelled'] },
  approved: { cancel: ['DONE', 'cancelled'] },
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
    'confirm by silence': ['DONE', 'confirmed'],
  },
  'delivered, mandate ended': {
    confirm: ['DONE', 'confirmed'],
    'confirm by the broker': ['NO_MANDATE', 'delivered, mandate ended'],
    dispute: ['DONE', 'disputed'],
    'confirm by silence': ['DONE', 'confirmed'],
    'end the mandate': ['DONE', 'delivered, mandate ended'],
  },
  disputed: {
    settle: ['DONE', 'settled'],
    'settle for less': ['DONE', 'settled for less'],
    'end the mandate': ['DONE', 'disputed'],
  },
  settled: { confirm: ['DONE', 'confirmed'] },
  'settled for less': { confirm: ['DONE', 'confirmed for less'] },
  // What was confirmed can still be questioned: a question is asked, and the money stays where it is.
  confirmed: { 'end the mandate': ['DONE', 'confirmed'], dispute: ['DONE', 'confirmed'] },
};
const JOBS: readonly Verb[] = ['expire', 'confirm by silence'];

const SCENES: readonly (readonly [State, readonly Verb[]])[] = [
  ['new', ['accept', 'decline', 'cancel', 'cancel by the provider', 'amend']],
  ['waiting', ['approve', 'refuse', 'cancel']],
  ['over, not answered', ['accept', 'decline', 'cancel', 'expire']],
  ['over, accepted', ['record', 'cancel', 'cancel by the provider']],
  ['delivered', ['confirm', 'confirm by the broker', 'end the mandate', 'dispute', 'confirm by silence']],
  ['disputed', ['settle', 'settle for less', 'confirm']],
];

const SOON = addDays(TODAY, 3);
/** Silence has spoken by then. */
const LATER = new Date(NOW.getTime() + 8 * 24 * 3_600_000);

let lively: LivelyWorld;
let superuser: pg.Client;
let actors: Readonly<Record<'holder' | 'broker' | 'staff' | 'approver' | 'finance', Actor>>;
let mandateId = '';
let made = 0;

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
  readonly occurrenceId: string;
  readonly deliveryId: string;
}

async function make(state: State): Promise<Subject> {
  made += 1;
  const { identity, councilId } = lively.world;
  const limit = (value: number) =>
    identity.setPolicy(actors.finance, councilId, [{ key: 'approvalLimitPence', value, from: TODAY }]);
  if (state === 'waiting') await limit(100);
  const oneOff = { date: state === 'new' || state === 'waiting' ? SOON : TODAY };
  const orderId = await lively.order(0, `pair-${made}`, { oneOff });
  if (state === 'waiting') await limit(1_000_000);
  const { rows } = await superuser.query<{ id: string }>('select id from ordering.occurrence where order_id = $1', [
    orderId,
  ]);
  const subject = { orderId, occurrenceId: rows[0]?.id ?? '', deliveryId: '' };
  if (['new', 'waiting', 'over, not answered'].includes(state)) return subject;
  await lively.accept(orderId);
  if (state === 'over, accepted') return subject;
  const deliveryId = await lively.deliver(0, orderId);
  if (state === 'disputed')
    await lively.ordering.disputeDelivery(actors.holder, {
      deliveryId,
      idempotencyKey: `make-${deliveryId}`,
      reason: 'Nobody came.',
    });
  if (state === 'delivered') {
    if (mandateId !== '') await identity.endMandate(actors.holder, mandateId);
    mandateId = await lively.mandate(0, id('brokerage'));
    actors = { ...actors, broker: await lively.world.actor('broker') };
  }
  return { ...subject, deliveryId };
}

function act(verb: Verb, { orderId, occurrenceId, deliveryId }: Subject, nth: number): Promise<unknown> {
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
    case 'amend':
      return ordering.amendOrder(holder, {
        orderId,
        ...key,
        version: 1,
        fromOn: SOON,
        quantity: '1',
        startTime: '10:00',
        place: 'At home',
        shownUnitPricePence: AGREED_PENCE,
      });
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
    case 'confirm by silence':
      return ordering.confirmSilent();
    case 'settle':
      return ordering.settleDispute(staff, { deliveryId, quantity: '2', ...key });
    case 'settle for less':
      return ordering.settleDispute(staff, { deliveryId, quantity: '1', ...key });
  }
}

async function facts({ orderId }: Subject): Promise<unknown> {
  const { rows } = await superuser.query(
    `select o.status as "order", v.status as visit, h.remaining_pence::int as held, d.amount_pence::int as note,
       coalesce((select sum(t.amount_pence) from ledger.transfer t where t.hold_id = h.id and t.to_kind = 'accrued'), 0)::int as owed
     from ordering."order" o join ordering.occurrence v on v.order_id = o.id left join ledger.hold h on h.id = v.id
     left join ordering.delivery d on d.occurrence_id = v.id where o.id = $1`,
    [orderId],
  );
  return rows;
}

function step(state: State, verb: Verb): Step {
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
      [FACTS[end]],
    ]);
    for (const [earlier, later] of rounds(one, other, JOBS)) {
      const subject = await make(scene);
      if (scene === 'delivered') lively.clock.moveTo(LATER);
      const sent = [outcome(act(earlier, subject, 1)), outcome(act(later, subject, 2))];
      const told = await Promise.all(sent);
      lively.clock.moveTo(NOW);
      const [first, second] = earlier === one ? told : told.toReversed();
      expect(allowed).toContainEqual([first, second, await facts(subject)]);
    }
  });

  it('and the books are right after all of them', async () => {
    expect(PAIRS).toHaveLength(58);
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
