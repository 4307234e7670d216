import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { addDays, Refusal } from '@owncourse/kernel/contract';
import { BUDGET_LIFE, type BudgetLifePort } from '@owncourse/ledger/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import fc from 'fast-check';
import pg from 'pg';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld, TODAY } from './fixtures/lively-world.js';

/**
 * Whole lives of budgets through the use-cases, beside a reference of a few lines of arithmetic that knows no SQL: from the
 * first instalment over invoices, payments and credits to the end, when what is left goes back.
 */
type OrderVerb =
  'place' | 'accept' | 'decline' | 'cancel' | 'amend' | 'deliver' | 'confirm' | 'dispute' | 'settle' | 'agree';
type BudgetVerb = 'pause' | 'restart' | 'assess' | 'pay in' | 'give back';
/** What comes of events, and what officers do about invoices. */
type PayVerb = 'credit' | 'approve' | 'pay';
type Verb = OrderVerb | BudgetVerb | PayVerb;
interface Step {
  readonly verb: Verb;
  readonly which: number;
  readonly halfHours: number;
  readonly soon: boolean;
  /** The order itself, by its number; otherwise `which` chooses among those that the verb fits. */
  readonly order?: number;
  /** A sum itself; otherwise so many half hours. */
  readonly pence?: bigint;
}

const HALF_HOUR = AGREED_PENCE / 2n;
const WEEKLY = 20n * HALF_HOUR + 7n;
const SOON = addDays(TODAY, 3);
const VERBS: readonly Verb[] = [
  'place',
  'place',
  'place',
  'accept',
  'accept',
  'decline',
  'cancel',
  'amend',
  'deliver',
  'deliver',
  'confirm',
  'confirm',
  'dispute',
  'dispute',
  'settle',
  'settle',
  'agree',
  'agree',
  'pause',
  'restart',
  'restart',
  'assess',
  'pay in',
  'give back',
  'credit',
  'approve',
  'approve',
  'pay',
  'pay',
];
/** Several steps in the order in which they come: chance alone seldom gets so far. */
const COURSES = ['visit', 'visit', 'visit', 'less', 'less', 'less', 'paid', 'paid'] as const;
const OF_PAYMENT: readonly Verb[] = ['credit', 'approve', 'pay'];
const OF_THE_BUDGET: readonly Verb[] = ['pause', 'restart', 'assess', 'pay in', 'give back'];
/** Of the days of the first instalment, those from today on: a contribution from today is for these. */
const DAYS = 6n;

interface Wish extends Omit<Step, 'verb'> {
  readonly verb: Verb | (typeof COURSES)[number];
}

const wish: fc.Arbitrary<Wish> = fc.record({
  verb: fc.constantFrom(...VERBS, ...COURSES),
  which: fc.nat(50),
  halfHours: fc.integer({ min: 1, max: 9 }),
  soon: fc.boolean(),
});

type State = 'new' | 'accepted' | 'delivered' | 'disputed' | 'confirmed' | 'gone';
interface ReferenceOrder {
  readonly id: string;
  readonly soon: boolean;
  state: State;
  version: number;
  halfHours: number;
  deliveredHalfHours: number;
  deliveryId: string;
  /** Questioned after it was confirmed: its money stays owed until they agree and that is followed. Once. */
  question: 'none' | 'open' | 'agreed' | 'followed';
  /** Its invoice was approved: what comes back of it now, comes from the provider. */
  approved: boolean;
  /** What the provider says now that it was, where that was questioned after it was confirmed. */
  offeredHalfHours: number;
}

const FROM: Readonly<Record<Exclude<OrderVerb, 'place'>, readonly State[]>> = {
  accept: ['new'],
  decline: ['new'],
  cancel: ['new', 'accepted'],
  amend: ['new', 'accepted'],
  deliver: ['accepted'],
  confirm: ['delivered'],
  dispute: ['delivered'],
  settle: ['disputed'],
  agree: [],
};

class Life {
  private available = WEEKLY;
  private paused = false;
  /** The person's weekly part from today on, what came in of it, and what went back. Pence. */
  private assessed = 0n;
  private collected = 0n;
  private reimbursed = 0n;
  /** Owed for confirmed visits; of that, approved and not paid, below zero where the provider owes; and paid. Pence. */
  private accrued = 0n;
  private invoiced = 0n;
  private paid = 0n;
  private reclaimed = 0n;
  /** Approved, and in no payment yet. */
  private toPay: string[] = [];
  private readonly orders: ReferenceOrder[] = [];
  private steps = 0;
  readonly met = new Set<string>();

  constructor(
    private readonly lively: LivelyWorld,
    private readonly superuser: pg.Client,
    private readonly holder: number,
  ) {}

  async live({ verb, ...rest }: Wish): Promise<void> {
    if (verb === 'visit') return this.visit(rest.which);
    if (verb === 'less') return this.less(rest.which);
    if (verb === 'paid') {
      for (const one of ['approve', 'pay'] as const) await this.take({ verb: one, ...rest });
      return;
    }
    return this.take({ verb, ...rest });
  }

  /** A visit of one to two hours, from placing to confirming. */
  private async visit(which: number): Promise<void> {
    const rest = { which: 1, halfHours: 2 + (which % 3), soon: false };
    const order = this.orders.length;
    await this.take({ verb: 'place', ...rest });
    if (this.orders.length === order) return;
    for (const verb of ['accept', 'deliver', 'confirm'] as const) await this.take({ verb, ...rest, order });
  }

  /** A confirmed visit is questioned, and both sides agree on half an hour or an hour. */
  private async less(which: number): Promise<void> {
    const open = [...this.orders.entries()].filter(([, one]) => one.state === 'confirmed' && one.question === 'none');
    const order = open[which % Math.max(1, open.length)]?.[0];
    if (order === undefined) return;
    const rest = { which: 1, halfHours: 1 + (which % 2), soon: false, order };
    for (const verb of ['dispute', 'settle', 'agree'] as const) await this.take({ verb, ...rest });
  }

  /** Takes a step in both, and compares all that the budget has. */
  async take(taken: Step): Promise<void> {
    this.steps += 1;
    const [told, done] = await this.toldAndDone(taken);
    expect([taken, done]).toEqual([taken, told]);
    this.met.add(`${taken.verb} ${told}`);
    await this.agrees();
  }

  private toldAndDone(taken: Step): Promise<readonly [string, string]> {
    if (taken.verb === 'place') return this.place(taken);
    if (OF_PAYMENT.includes(taken.verb)) return this.settle(taken.verb);
    return OF_THE_BUDGET.includes(taken.verb) ? this.decide(taken) : this.move(taken);
  }

  /** Everything open is given back, all that is owed is invoiced and paid, and what is left goes back to the funder. */
  async end(): Promise<void> {
    const any = { which: 1, halfHours: 1, soon: true };
    if (this.paused) await this.take({ verb: 'restart', ...any });
    // From nothing charged on, all that came in of the person's was too much; what is there of it goes back to them.
    await this.take({ verb: 'assess', ...any, pence: 0n });
    for (const [number, order] of this.orders.entries()) {
      const rest = { which: 1, halfHours: 1, soon: order.soon, order: number };
      if (order.state === 'new') await this.take({ verb: 'decline', ...rest });
      if (order.state === 'accepted' && order.soon) await this.take({ verb: 'cancel', ...rest });
      if (order.state === 'accepted') await this.take({ verb: 'deliver', ...rest });
      if (order.state === 'disputed') await this.take({ verb: 'settle', ...rest });
      if (order.state === 'delivered') await this.take({ verb: 'confirm', ...rest });
    }
    await this.take({ verb: 'credit', ...any });
    const { overpaid } = this;
    const back = overpaid < this.available ? overpaid : this.available;
    if (back > 0n) await this.take({ verb: 'give back', ...any, pence: back });
    for (const verb of ['approve', 'pay'] as const) await this.take({ verb, ...any });
    const finance = await this.lively.world.actor('finance-first');
    const life = this.lively.house.application.get<BudgetLifePort>(BUDGET_LIFE);
    await life.closeBudget(finance, {
      budgetId: this.budgetId,
      idempotencyKey: `close-${this.holder}`,
      reason: 'Moved away.',
      fromDate: TODAY,
      cause: 'MOVED',
    });
    await life.followDays();
    if (this.invoiced < 0n) {
      // It waits for what the provider still owes.
      await this.agrees();
      this.met.add('close WAITS');
      await this.refund();
      await life.followDays();
    }
    this.reclaimed = this.available;
    this.available = 0n;
    await this.agrees();
  }

  private get budgetId(): string {
    return this.lively.world.budgetOf(this.holder);
  }

  private async place({ halfHours, soon }: Step): Promise<readonly [string, string]> {
    const cost = BigInt(halfHours) * HALF_HOUR;
    const told = this.paused ? 'BUDGET_CLOSED' : cost > this.available ? 'BUDGET_SHORTFALL' : 'DONE';
    let orderId = '';
    const done = await outcome(async () => {
      orderId = await this.lively.order(this.holder, `life-${this.steps}`, {
        quantity: String(halfHours / 2),
        oneOff: { date: soon ? SOON : TODAY },
        startTime: '06:00',
      });
    });
    if (done === 'DONE' && told === 'DONE') {
      this.available -= cost;
      this.orders.push({
        id: orderId,
        soon,
        state: 'new',
        version: 1,
        halfHours,
        deliveredHalfHours: 0,
        deliveryId: '',
        question: 'none',
        approved: false,
        offeredHalfHours: 0,
      });
    }
    return [told, done];
  }

  /** For the first instalment's days from today on; nothing for paused ones. */
  private get charged(): bigint {
    return this.paused ? 0n : (this.assessed * DAYS * 2n + 7n) / 14n;
  }

  private get overpaid(): bigint {
    const over = this.collected - this.reimbursed - this.charged;
    return over > 0n ? over : 0n;
  }

  /** What officers do about the budget and the person's part of it. */
  private async decide({ verb, halfHours, pence }: Step): Promise<readonly [string, string]> {
    const { world, house } = this.lively;
    const life = house.application.get<BudgetLifePort>(BUDGET_LIFE);
    const finance = await world.actor('finance-first');
    const about = { budgetId: this.budgetId, idempotencyKey: `officer-${this.steps}-${this.holder}` };
    const decision = { ...about, reason: 'It was looked at.', fromDate: TODAY };
    const sum = pence ?? BigInt(halfHours) * 401n;
    const received = { ...about, amountPence: sum, onDate: TODAY };
    switch (verb) {
      case 'pause': {
        const told = this.paused ? 'WRONG_STATE' : 'DONE';
        this.paused = true;
        return [told, await outcome(() => life.pauseBudget(finance, decision))];
      }
      case 'restart': {
        const told = this.paused ? 'DONE' : 'WRONG_STATE';
        this.paused = false;
        return [told, await outcome(() => life.restartBudget(finance, decision))];
      }
      case 'assess': {
        const entered = { weeklyPence: sum, netting: 'NET' } as const;
        const done = await outcome(() =>
          world.ledger.recordContributionAssessment(finance, { ...about, fromOn: TODAY, entered }),
        );
        if (this.paused) return ['BUDGET_CLOSED', done];
        // The council paid for all of these days: whatever the person's part becomes, its own comes off its next instalments.
        this.assessed = sum;
        return ['DONE', done];
      }
      case 'pay in': {
        this.collected += sum;
        this.available += sum;
        return ['DONE', await outcome(() => world.ledger.recordContributionReceived(finance, received))];
      }
      default: {
        const done = await outcome(() => world.ledger.reimburseContribution(finance, received));
        if (sum > this.overpaid) return ['MORE_THAN_OVERPAID', done];
        if (sum > this.available) return ['BUDGET_SHORTFALL', done];
        this.reimbursed += sum;
        this.available -= sum;
        return ['DONE', done];
      }
    }
  }

  private async move({ verb, which, halfHours, order: number }: Step): Promise<readonly [string, string]> {
    if (!isOfOrder(verb) || this.orders.length === 0) return ['DONE', 'DONE'];
    const allowed = this.orders.filter(
      (one) =>
        (FROM[verb].includes(one.state) && this.fits(verb, one)) ||
        // Now and then what was confirmed, where that can still be questioned, answered or agreed.
        (which % 3 === 0 && afterwards(verb, one, 1) === 'DONE'),
    );
    // Every fourth time whatever is there, to be refused.
    const anyOfThem = which % 4 === 0 && !['cancel', 'amend', 'deliver'].includes(verb);
    const chosen = anyOfThem ? this.orders[which % this.orders.length] : allowed[which % Math.max(1, allowed.length)];
    const order = number === undefined ? chosen : this.orders[number];
    if (!order) return ['DONE', 'DONE'];
    const part = Math.min(halfHours, order.halfHours);
    if (!FROM[verb].includes(order.state)) {
      const told = afterwards(verb, order, part);
      const done = await outcome(() => this.act(verb, order, part));
      if (told !== 'DONE') return [told, done];
      if (verb === 'dispute') order.question = 'open';
      if (verb === 'settle') order.offeredHalfHours = part;
      if (verb === 'agree') order.question = 'agreed';
      return [told, done];
    }
    const more = BigInt(halfHours - order.halfHours) * HALF_HOUR;
    const short = verb === 'amend' && more > this.available;
    const stopped = verb === 'amend' && this.paused;
    const done = await outcome(() => this.act(verb, order, verb === 'amend' ? halfHours : part));
    if (stopped) return ['BUDGET_CLOSED', done];
    if (short || done !== 'DONE') return [short ? 'BUDGET_SHORTFALL' : 'DONE', done];
    const held = BigInt(order.halfHours) * HALF_HOUR;
    if (verb === 'amend') {
      this.available -= more;
      order.halfHours = halfHours;
      order.version += 1;
    }
    if (verb === 'decline' || verb === 'cancel') this.available += held;
    if (verb === 'deliver' || verb === 'settle') order.deliveredHalfHours = part;
    if (verb === 'confirm') order.offeredHalfHours = order.deliveredHalfHours;
    if (verb === 'confirm') {
      const owed = BigInt(order.deliveredHalfHours) * HALF_HOUR;
      this.available += held - owed;
      this.accrued += owed;
    }
    const next: Partial<Record<Verb, State>> = {
      accept: 'accepted',
      decline: 'gone',
      cancel: 'gone',
      deliver: 'delivered',
      confirm: 'confirmed',
      dispute: 'disputed',
      settle: 'delivered',
    };
    order.state = next[verb] ?? order.state;
    return ['DONE', 'DONE'];
  }

  /** What needs a visit to come, and what needs one that is over; the same amount again is no change. */
  private fits(verb: Verb, order: ReferenceOrder): boolean {
    if (verb === 'cancel' || verb === 'amend') return order.soon;
    return verb !== 'deliver' || !order.soon;
  }

  private async act(verb: Exclude<OrderVerb, 'place'>, order: ReferenceOrder, halfHours: number): Promise<void> {
    const { ordering, world } = this.lively;
    const [person, staff] = [await world.actor('holder', this.holder), await world.actor('provider-staff', 1)];
    const key = { idempotencyKey: `${verb}-${this.steps}-${order.id}` };
    const about = { orderId: order.id, ...key };
    const quantity = String(halfHours / 2);
    switch (verb) {
      case 'accept':
        return ordering.acceptOrder(staff, about);
      case 'decline':
        return ordering.declineOrder(staff, { ...about, reason: 'We are full.' });
      case 'cancel':
        return ordering.cancelOrder(person, { ...about, agreedFeePence: 0n });
      case 'amend':
        return ordering.amendOrder(person, {
          ...about,
          version: order.version,
          fromOn: SOON,
          quantity,
          // Another hour each time, so that there is always something to change.
          startTime: `${String(7 + (order.version % 10)).padStart(2, '0')}:00`,
          place: 'At home',
          shownUnitPricePence: AGREED_PENCE,
        });
      case 'deliver':
        order.deliveryId = await this.lively.deliver(this.holder, order.id, quantity);
        return;
      case 'confirm':
        return ordering.confirmDeliveries(person, [order.deliveryId || id('nothing')], key.idempotencyKey);
      case 'dispute':
        return ordering.disputeDelivery(person, {
          deliveryId: order.deliveryId || id('nothing'),
          reason: 'Too short.',
          ...key,
        });
      case 'settle':
        return ordering.settleDispute(staff, { deliveryId: order.deliveryId || id('nothing'), quantity, ...key });
      case 'agree': {
        const agreedPence = BigInt(order.offeredHalfHours) * HALF_HOUR;
        return ordering.closeDispute(person, { disputeId: await this.disputeOf(order), agreedPence, ...key });
      }
    }
  }

  /** What comes of events is followed first, as the worker would long before an officer looks. */
  private async settle(verb: Verb): Promise<readonly [string, string]> {
    await this.follow();
    if (verb === 'approve') await this.approve();
    if (verb === 'pay') await this.pay();
    return ['DONE', 'DONE'];
  }

  /** Whatever was agreed to be less is back in the budget: from what is owed, or from the provider. */
  private async follow(): Promise<void> {
    await this.until(
      `select not exists (select 1 from ordering.dispute d where d.budget_id = $1 and d.credit_owed_pence > 0
         and not exists (select 1 from invoicing.credited c where c.dispute_id = d.id)) as done`,
      () => this.lively.worker.readOutbox(),
    );
    for (const order of this.orders.filter((one) => one.question === 'agreed')) {
      const back = BigInt(order.deliveredHalfHours - order.offeredHalfHours) * HALF_HOUR;
      order.question = 'followed';
      this.available += back;
      if (order.approved) this.invoiced -= back;
      else this.accrued -= back;
      if (back > 0n)
        this.met.add(!order.approved ? 'credit ACCRUED' : this.toPay.length > 0 ? 'credit INVOICED' : 'credit PAID');
    }
  }

  private async approve(): Promise<void> {
    const { invoicing, worker, world } = this.lively;
    const finance = await world.actor('finance-first');
    let tries = 0;
    await this.until('select accrued_pence = 0 as done from ledger.budget_balance where budget_id = $1', async () => {
      await worker.readOutbox();
      const invoiceIds = await invoicing.invoicesToApprove(finance, 1000);
      if (invoiceIds.length === 0) return;
      tries += 1;
      const idempotencyKey = `approve-${this.holder}-${this.steps}-${tries}`;
      await invoicing.approveInvoices(finance, { invoiceIds, idempotencyKey });
      this.toPay.push(...invoiceIds);
    });
    this.invoiced += this.accrued;
    this.accrued = 0n;
    for (const order of this.orders) order.approved ||= order.state === 'confirmed';
  }

  /** All that is approved, less what the provider owes. */
  private async pay(): Promise<void> {
    if (this.toPay.length === 0) return;
    const { invoicing, world } = this.lively;
    const [finance, second] = [await world.actor('finance-first'), await world.actor('finance2-first')];
    const keyOf = (verb: string) => ({ idempotencyKey: `${verb}-${this.holder}-${this.steps}` });
    const paymentRunId = await invoicing.preparePaymentRun(finance, { invoiceIds: this.toPay, ...keyOf('prepare') });
    await invoicing.releasePaymentRun(second, { paymentRunId, ...keyOf('release') });
    this.toPay = [];
    if (this.invoiced <= 0n) return;
    this.paid += this.invoiced;
    this.invoiced = 0n;
  }

  /** The provider pays back all that no payment took off. */
  private async refund(): Promise<void> {
    const finance = await this.lively.world.actor('finance-first');
    const { rows } = await this.superuser.query<{ id: string; left: string }>(
      `select id, (credit_pence - recovered_pence - reserved_pence)::text as left from invoicing.credit_note
       where budget_id = $1 and credit_pence > recovered_pence + reserved_pence order by id`,
      [this.budgetId],
    );
    for (const { id: creditNoteId, left } of rows) {
      const idempotencyKey = `refund-${creditNoteId}`;
      await this.lively.invoicing.recordRefund(finance, {
        creditNoteId,
        idempotencyKey,
        pence: BigInt(left),
        receivedOn: TODAY,
      });
    }
    this.paid += this.invoiced;
    this.invoiced = 0n;
  }

  /** The worker reads below the oldest transaction of the whole server, and other tests have theirs. */
  private async until(sql: string, work: () => Promise<unknown>): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      const { rows } = await this.superuser.query<{ done: boolean }>(sql, [this.budgetId]);
      if (rows[0]?.done) return;
      if (tries > 400) throw new Error('What should follow by itself never came.');
      if (tries > 0) await sleep(50);
      await work();
    }
  }

  /** The question after the visit was confirmed, or nobody's id. */
  private async disputeOf(order: ReferenceOrder): Promise<string> {
    const { rows } = await this.superuser.query<{ id: string }>(
      'select id from ordering.dispute where order_id = $1 and after_accrual',
      [order.id],
    );
    return rows[0]?.id ?? id('nothing');
  }

  /** What providers owe back, and what the person is told of their part. */
  private async apart(): Promise<unknown> {
    const { rows } = await this.superuser.query(
      `select (select coalesce(sum(d.credit_owed_pence), 0)::text from ordering.dispute d where d.budget_id = $1) as credit,
         s.charged_pence::text as charged, s.collected_pence::text as collected, s.reimbursed_pence::text as reimbursed
       from ledger.contribution_sums($1, $2) s where s.netting = 'NET'`,
      [this.budgetId, TODAY],
    );
    return rows[0];
  }

  private async balance(): Promise<Record<string, bigint>> {
    const { rows } = await this.superuser.query<Record<string, string>>(
      `select available_pence as available, committed_pence as committed, accrued_pence as accrued, invoiced_pence as invoiced, paid_pence as paid, reclaimed_pence as reclaimed
       from ledger.budget_balance where budget_id = $1`,
      [this.budgetId],
    );
    return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, pence]) => [name, BigInt(pence)]));
  }

  private async agrees(): Promise<void> {
    const open: readonly State[] = ['new', 'accepted', 'delivered', 'disputed'];
    const committed = this.orders.reduce(
      (sum, one) => sum + (open.includes(one.state) ? BigInt(one.halfHours) * HALF_HOUR : 0n),
      0n,
    );
    expect(await this.balance()).toEqual({
      available: this.available,
      committed,
      accrued: this.accrued,
      invoiced: this.invoiced,
      paid: this.paid,
      reclaimed: this.reclaimed,
    });
    const credit = this.orders.reduce(
      (sum, one) =>
        sum +
        (['agreed', 'followed'].includes(one.question)
          ? BigInt(one.deliveredHalfHours - one.offeredHalfHours) * HALF_HOUR
          : 0n),
      0n,
    );
    expect(await this.apart()).toEqual({
      credit: String(credit),
      charged: String(this.charged),
      collected: String(this.collected),
      reimbursed: String(this.reimbursed),
    });
  }
}

function isOfOrder(verb: Verb): verb is Exclude<OrderVerb, 'place'> {
  return verb !== 'place' && !OF_THE_BUDGET.includes(verb) && !OF_PAYMENT.includes(verb);
}

/** What is said to an order that is past a verb: only a confirmed visit may still be questioned, once, answered and agreed. */
function afterwards(verb: Verb, order: ReferenceOrder, halfHours: number): string {
  if (order.state !== 'confirmed') return 'WRONG_STATE';
  if (verb === 'dispute') return order.question === 'none' ? 'DONE' : 'WRONG_STATE';
  if (order.question !== 'open') return 'WRONG_STATE';
  if (verb === 'agree') return 'DONE';
  if (verb !== 'settle') return 'WRONG_STATE';
  return halfHours > order.deliveredHalfHours ? 'MORE_THAN_HELD' : 'DONE';
}

async function outcome(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'DONE';
  } catch (error) {
    // What was never delivered has no note to speak about.
    if (error instanceof Refusal) return error.code === 'NOT_FOUND' ? 'WRONG_STATE' : error.code;
    throw error;
  }
}

/** How many random lives are lived. */
const LIVES = Number(process.env['LIVES'] ?? 6);

let lively: LivelyWorld;
let superuser: pg.Client;

beforeAll(async () => {
  lively = await LivelyWorld.open(1);
  superuser = new pg.Client({ connectionString: lively.house.database.superuserUrl });
  await superuser.connect();
});

afterAll(async () => {
  await superuser.end();
  await lively.house.close();
});

let holder = 100;

async function lived(wishes: readonly Wish[]): Promise<ReadonlySet<string>> {
  holder += 1;
  await lively.world.moveIn([holder], WEEKLY);
  const life = new Life(lively, superuser, holder);
  for (const one of wishes) await life.live(one);
  await life.end();
  return life.met;
}

it.each([
  ['before its invoice is approved', ['visit', 'less', 'credit', 'approve', 'pay'], 'credit ACCRUED'],
  ['after its invoice is approved', ['visit', 'approve', 'less', 'credit', 'pay'], 'credit INVOICED'],
  ['after it was paid: off the next payment', ['visit', 'paid', 'less', 'credit', 'visit', 'paid'], 'credit PAID'],
  ['after it was paid: the end waits for it', ['visit', 'paid', 'less'], 'close WAITS'],
] as const)('a visit comes to less %s', async (_when, verbs, told) => {
  const met = await lived(verbs.map((verb) => ({ verb, which: 2, halfHours: 4, soon: false })));
  expect([...met]).toContain(told);
  expect(met.has('close WAITS')).toBe(told === 'close WAITS');
});

it('agrees with the reference at every step from the first instalment to the reclaim of what is left', async () => {
  const met = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { minLength: 12, maxLength: 30 }), async (steps) => {
      for (const one of await lived(steps)) met.add(one);
    }),
    { numRuns: LIVES, endOnFailure: true },
  );
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  // A few lives need not meet everything; many do.
  const certain = [
    'place BUDGET_SHORTFALL',
    'amend DONE',
    'settle DONE',
    'accept WRONG_STATE',
    'credit ACCRUED',
    'credit INVOICED',
    'credit PAID',
    'close WAITS',
  ];
  for (const told of ['place DONE', ...(LIVES >= 40 ? certain : [])]) expect([...met]).toContain(told);
});
