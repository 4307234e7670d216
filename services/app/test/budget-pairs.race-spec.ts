import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, addDays } from '@owncourse/kernel/contract';
import { BUDGET_LIFE, type BudgetLifePort } from '@owncourse/ledger/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import { AGREED_PENCE } from '../src/testing/small-world.js';
import { LivelyWorld, TODAY } from './fixtures/lively-world.js';
import { oneAfterTheOther, outcome, rounds } from './fixtures/two-at-once.js';

/**
 * Every two things that can meet on one budget, at once: what an officer decides about it, another order, and what becomes
 * of the order that it holds money for. Each is said below by hand; two at once must come out exactly as one after the
 * other would, and the money with it. What meets on one order alone is in pairs.race-spec.ts,
 * where it is also said why the end of a mandate meets nothing here.
 */
interface Books {
  readonly budget: 'ACTIVE' | 'PAUSED' | 'CLOSING' | 'CLOSED';
  /** Pence. */
  readonly available: number;
  readonly committed: number;
  readonly accrued: number;
  readonly reclaimed: number;
  /** What an officer may take back, as it was proposed: asked for all of it, once. */
  readonly proposal: 'PROPOSED' | 'TAKEN' | 'LEFT';
  /** The order that was there before, if there was one, and how many others there are. */
  readonly order: string | null;
  readonly others: number;
}
type Step = readonly [outcome: string, next: Books];

const HOUR = Number(AGREED_PENCE);
const VISIT = 2 * HOUR;
const HALF_AN_HOUR = HOUR / 2;
/** Enough for one visit, and not for another. */
const WEEK = 7_000;
const REST = WEEK - VISIT;
const ENDED: readonly string[] = ['CLOSING', 'CLOSED'];
const SOON = addDays(TODAY, 3);

const refuse = (code: string, state: Books): Step => [code, state];
const done = (state: Books, changes: Partial<Books> = {}): Step => ['DONE', { ...state, ...changes }];

/** Nothing is promised or owed any more: what is left goes back, and nobody decides about a proposal. */
function ended(state: Books): Books {
  if (state.committed > 0 || state.accrued > 0) return { ...state, budget: 'CLOSING' };
  return {
    ...state,
    budget: 'CLOSED',
    available: 0,
    reclaimed: state.reclaimed + state.available,
    proposal: state.proposal === 'PROPOSED' ? 'LEFT' : state.proposal,
  };
}

/** An end of the order that gives all back that was held. */
const givenBack = (state: Books, order: string): Step =>
  done(state, { order, committed: state.committed - VISIT, available: state.available + VISIT });

const VERBS = {
  place: (state) => {
    if (state.budget !== 'ACTIVE') return refuse('BUDGET_CLOSED', state);
    if (state.available < VISIT) return refuse('BUDGET_SHORTFALL', state);
    const { available, committed, others } = state;
    return done(state, { available: available - VISIT, committed: committed + VISIT, others: others + 1 });
  },
  reclaim: (state, asked) => {
    if (state.proposal !== 'PROPOSED') return refuse('WRONG_STATE', state);
    if (state.available < asked) return refuse('RECLAIM_TOO_MUCH', state);
    const { available, reclaimed } = state;
    return done(state, { available: available - asked, reclaimed: reclaimed + asked, proposal: 'TAKEN' });
  },
  pause: (state) => {
    if (ENDED.includes(state.budget)) return refuse('BUDGET_CLOSED', state);
    return state.budget === 'PAUSED' ? refuse('WRONG_STATE', state) : done(state, { budget: 'PAUSED' });
  },
  restart: (state) => {
    if (ENDED.includes(state.budget)) return refuse('BUDGET_CLOSED', state);
    return state.budget === 'PAUSED' ? done(state, { budget: 'ACTIVE' }) : refuse('WRONG_STATE', state);
  },
  close: (state) => (ENDED.includes(state.budget) ? refuse('BUDGET_CLOSED', state) : done(ended(state))),
  'follow the days': (state) => done(state.budget === 'CLOSING' ? ended(state) : state),
  cancel: (state) => (state.order === 'SUBMITTED' ? givenBack(state, 'CANCELLED') : refuse('WRONG_STATE', state)),
  /** Half an hour more. */
  amend: (state) => {
    if (state.order !== 'SUBMITTED') return refuse('WRONG_STATE', state);
    if (state.budget !== 'ACTIVE') return refuse('BUDGET_CLOSED', state);
    if (state.available < HALF_AN_HOUR) return refuse('BUDGET_SHORTFALL', state);
    const { available, committed } = state;
    return done(state, { available: available - HALF_AN_HOUR, committed: committed + HALF_AN_HOUR });
  },
  approve: (state) =>
    state.order === 'AWAITING_APPROVAL' ? done(state, { order: 'SUBMITTED' }) : refuse('WRONG_STATE', state),
  'refuse to approve': (state) =>
    state.order === 'AWAITING_APPROVAL' ? givenBack(state, 'REFUSED') : refuse('WRONG_STATE', state),
  expire: (state) => (state.order === 'SUBMITTED' ? givenBack(state, 'EXPIRED') : done(state)),
  confirm: (state) =>
    state.order === 'ACTIVE'
      ? done(state, { order: 'COMPLETED', committed: state.committed - VISIT, accrued: state.accrued + VISIT })
      : refuse('WRONG_STATE', state),
  dispute: (state) => (state.order === 'ACTIVE' ? done(state) : refuse('WRONG_STATE', state)),
} satisfies Record<string, (state: Books, asked: number) => Step>;
type Verb = keyof typeof VERBS;
const JOBS: readonly Verb[] = ['follow the days', 'expire'];
/** Two of these meet on the order alone. */
const OF_THE_ORDER: readonly Verb[] = [
  'cancel',
  'amend',
  'approve',
  'refuse to approve',
  'expire',
  'confirm',
  'dispute',
];

const empty: Books = {
  budget: 'ACTIVE',
  available: WEEK,
  committed: 0,
  accrued: 0,
  reclaimed: 0,
  proposal: 'PROPOSED',
  order: null,
  others: 0,
};
const with1 = (order: string): Books => ({ ...empty, available: REST, committed: VISIT, order });
const SCENES = {
  'nothing promised': empty,
  paused: { ...empty, budget: 'PAUSED' },
  promised: with1('SUBMITTED'),
  'waiting for approval': with1('AWAITING_APPROVAL'),
  'not answered in time': with1('SUBMITTED'),
  delivered: with1('ACTIVE'),
  ending: { ...with1('SUBMITTED'), budget: 'CLOSING' },
  'ending, nothing promised': { ...empty, budget: 'CLOSING', order: 'CANCELLED' },
} as const satisfies Record<string, Books>;
type Scene = keyof typeof SCENES;

const MEETINGS: Readonly<Record<Scene, readonly Verb[]>> = {
  'nothing promised': ['place', 'reclaim', 'pause', 'close'],
  paused: ['place', 'reclaim', 'restart', 'close'],
  promised: ['place', 'reclaim', 'pause', 'close', 'cancel', 'amend'],
  // A no frees what another order waits for.
  'waiting for approval': ['place', 'reclaim', 'pause', 'close', 'approve', 'refuse to approve'],
  'not answered in time': ['place', 'reclaim', 'close', 'expire'],
  delivered: ['place', 'reclaim', 'pause', 'close', 'confirm', 'dispute'],
  ending: ['reclaim', 'close', 'follow the days', 'cancel', 'amend'],
  'ending, nothing promised': ['reclaim', 'follow the days', 'place'],
};

const PAIRS = (Object.keys(MEETINGS) as Scene[]).flatMap((scene) =>
  MEETINGS[scene].flatMap((one, index) =>
    MEETINGS[scene]
      .slice(index)
      .filter((other) => !(OF_THE_ORDER.includes(one) && OF_THE_ORDER.includes(other)))
      .map((other) => [scene, one, other] as const),
  ),
);

interface Subject {
  readonly holder: number;
  readonly person: Actor;
  readonly orderId: string;
  readonly deliveryId: string;
  readonly reclaimId: string;
  /** Pence. */
  readonly asked: number;
}

let lively: LivelyWorld;
let life: BudgetLifePort;
let superuser: pg.Client;
let actors: Readonly<Record<'approver' | 'finance', Actor>>;
let made = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  life = lively.house.application.get<BudgetLifePort>(BUDGET_LIFE);
  superuser = new pg.Client({ connectionString: lively.house.database.superuserUrl });
  await superuser.connect();
  const { world } = lively;
  actors = { approver: await world.actor('approver-first'), finance: await world.actor('finance-first') };
  await world.identity.setPolicy(actors.finance, world.councilId, [
    { key: 'reserveWeeks', value: 0, from: TODAY },
    { key: 'reclaimNoticeDays', value: 0, from: TODAY },
  ]);
});

afterAll(async () => {
  await superuser.end();
  await lively.house.close();
});

const decision = (holder: number, verb: string) => ({
  budgetId: lively.world.budgetOf(holder),
  idempotencyKey: `${verb.replaceAll(' ', '-')}-of-${holder}`,
  reason: 'Decided at once.',
  fromDate: TODAY,
});

async function make(scene: Scene): Promise<Subject> {
  const holder = (made += 1);
  const { world, ordering } = lively;
  await world.moveIn([holder], BigInt(WEEK));
  const person = await world.actor('holder', holder);
  const limit = (value: number) =>
    world.identity.setPolicy(actors.finance, world.councilId, [{ key: 'approvalLimitPence', value, from: TODAY }]);
  const late = scene === 'delivered' || scene === 'not answered in time';
  let [orderId, deliveryId] = ['', ''];
  if (scene === 'waiting for approval') await limit(100);
  if (SCENES[scene].order !== null)
    orderId = await lively.order(holder, 'first', { oneOff: { date: late ? TODAY : SOON } });
  if (scene === 'waiting for approval') await limit(1_000_000);
  if (scene === 'delivered') {
    await lively.accept(orderId);
    deliveryId = await lively.deliver(holder, orderId);
  }
  await life.proposeReclaims();
  const { rows } = await superuser.query<{ id: string; pence: number }>(
    'select id, proposed_pence::int as pence from ledger.reclaim where budget_id = $1',
    [world.budgetOf(holder)],
  );
  if (scene === 'paused') await life.pauseBudget(actors.finance, decision(holder, 'first-pause'));
  if (scene.startsWith('ending'))
    await life.closeBudget(actors.finance, { ...decision(holder, 'first-close'), cause: 'MOVED' });
  if (scene === 'ending, nothing promised')
    await ordering.cancelOrder(person, { orderId, agreedFeePence: 0n, idempotencyKey: `first-cancel-${holder}` });
  return { holder, person, orderId, deliveryId, reclaimId: rows[0]?.id ?? '', asked: rows[0]?.pence ?? 0 };
}

/** An order that looks after a budget's end finds none for its day; one that looked before hears that it closed meanwhile. */
async function told(verb: Verb, work: Promise<unknown>): Promise<string> {
  const code = await outcome(work);
  return verb === 'place' && code === 'NO_BUDGET' ? 'BUDGET_CLOSED' : code;
}

function act(verb: Verb, subject: Subject, nth: number): Promise<unknown> {
  const { holder, person, orderId, deliveryId, reclaimId, asked } = subject;
  const { ordering } = lively;
  const { approver, finance } = actors;
  const key = { idempotencyKey: `${verb.replaceAll(' ', '-')}-${nth}-of-${holder}` };
  const about = { ...decision(holder, verb), ...key };
  switch (verb) {
    case 'place':
      return lively.order(holder, key.idempotencyKey, { oneOff: { date: SOON }, startTime: '14:00' });
    case 'reclaim':
      return life.decideReclaim(finance, { reclaimId, ...key, reason: 'It is over.', takePence: BigInt(asked) });
    case 'pause':
      return life.pauseBudget(finance, about);
    case 'restart':
      return life.restartBudget(finance, about);
    case 'close':
      return life.closeBudget(finance, { ...about, cause: 'MOVED' });
    case 'follow the days':
      return life.followDays();
    case 'cancel':
      return ordering.cancelOrder(person, { orderId, agreedFeePence: 0n, ...key });
    case 'amend':
      return ordering.amendOrder(person, {
        orderId,
        ...key,
        version: 1,
        fromOn: SOON,
        quantity: '2.5',
        startTime: '10:00',
        place: 'At home',
        shownUnitPricePence: AGREED_PENCE,
      });
    case 'approve':
    case 'refuse to approve':
      return ordering.decideOrder(approver, {
        orderId,
        approve: verb === 'approve',
        reason: 'It was looked at.',
        ...key,
      });
    case 'expire':
      return ordering.expireUnanswered();
    case 'confirm':
      return ordering.confirmDeliveries(person, [deliveryId], key.idempotencyKey);
    case 'dispute':
      return ordering.disputeDelivery(person, { deliveryId, reason: 'Nobody came.', ...key });
  }
}

async function books({ holder, orderId }: Subject): Promise<unknown> {
  const { rows } = await superuser.query(
    `select b.status as budget, v.available_pence::int as available, v.committed_pence::int as committed, v.accrued_pence::int as accrued,
       v.reclaimed_pence::int as reclaimed, r.status as proposal, o.status as "order",
       (select count(*)::int from ledger.hold h where h.budget_id = b.id and h.order_id <> coalesce(o.id, b.id)) as others
     from ledger.budget b join ledger.budget_balance v on v.budget_id = b.id join ledger.reclaim r on r.budget_id = b.id
     left join ordering."order" o on o.id = $2 where b.id = $1`,
    [lively.world.budgetOf(holder), orderId === '' ? null : orderId],
  );
  return rows;
}

describe('two at once on a budget come out as one after the other', () => {
  it.each(PAIRS)('%s: %s and %s', async (scene, one, other) => {
    for (const [earlier, later] of rounds(one, other, JOBS)) {
      const subject = await make(scene);
      expect(await books(subject)).toEqual([SCENES[scene]]);
      const allowed = oneAfterTheOther<Books, Verb>(SCENES[scene], one, other, (state, verb) =>
        VERBS[verb](state, subject.asked),
      );
      const answers = await Promise.all([told(earlier, act(earlier, subject, 1)), told(later, act(later, subject, 2))]);
      const [first, second] = earlier === one ? answers : answers.toReversed();
      const [found] = (await books(subject)) as Books[];
      expect(allowed).toContainEqual([first, second, found]);
    }
  });

  it('and the books are right after all of them', async () => {
    expect(PAIRS).toHaveLength(101);
    expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({
      sumPence: 0,
      breaches: 0,
      first: null,
    });
  });
});
