import { addDays, formatPounds, type Pence } from '@owncourse/kernel/contract';
import { people, type Person } from '../content/index.js';
import { representativeOf } from './money-holders.js';
import { budgetIdOf, paysNet } from './open-budgets.js';
import { startWeekOf } from './plan-orders.js';
import { act, type Story, unlessRefused } from './story.js';
import { mondayOf } from './story-days.js';

/** Her daughter holds the money, and pays some things herself. */
const WHOSE = 'Winifred Hartwell';
const WEEKS_BETWEEN_PAYMENTS = 4;
const STATEMENT_DAYS = 27;
const OPENING_PENCE = 41_230n;

interface Spent {
  readonly daysBeforeEve: number;
  readonly kind: string;
  readonly payee: string;
  readonly amountPence: Pence;
  /** As the bank says it. */
  readonly bankWords: string;
  /** Whether she has said already which line it is. */
  readonly isSaid: boolean;
}

const SPENT: readonly Spent[] = [
  spent(22, 'INSURANCE', 'Carers’ insurance', 1850n, 'DD CARERS INSURANCE', true),
  spent(15, 'WAGES', 'Rosie Marsh', 1600n, 'FPS ROSIE MARSH WAGES', true),
  spent(8, 'WAGES', 'Rosie Marsh', 1600n, 'FPS ROSIE MARSH WAGES', true),
  spent(6, 'PETROL', 'Marl Bridge Garage', 1240n, 'CARD 4929123412341234 MARL BRIDGE GAR', false),
];

/** On the bank statement, and not written down. */
const UNKNOWN = [
  { daysBeforeEve: 11, amountPence: 895n, bankWords: 'CARD 4929123412341234 LARKMOOR PHARMACY' },
  { daysBeforeEve: 3, amountPence: 2315n, bankWords: 'CARD 4929123412341234 SUPERSTORE' },
];

function spent(
  daysBeforeEve: number,
  kind: string,
  payee: string,
  amountPence: Pence,
  bankWords: string,
  isSaid: boolean,
): Spent {
  return { daysBeforeEve, kind, payee, amountPence, bankWords, isSaid };
}

/** Money off the platform, what is paid regularly, and a bank statement that is half explained when the story ends. */
export class PlayBank {
  private readonly person: Person;
  private readonly payerId: string;
  private readonly written = new Map<string, string>();

  constructor(private readonly story: Story) {
    const person = people.find(({ name }) => name === WHOSE);
    if (!person) throw new Error(`Nobody is called ${WHOSE}`);
    this.person = person;
    this.payerId = representativeOf.get(person.id) ?? person.id;
  }

  /** What she pays on a day near the end. */
  async spend(day: string): Promise<void> {
    const { eve } = this.story.days;
    for (const one of SPENT.filter(({ daysBeforeEve }) => addDays(eve, -daysBeforeEve) === day)) {
      const expenseId = await unlessRefused(this.story.tally, ['BUDGET_SHORTFALL', 'OUTSIDE_BUDGET_PERIOD'], () =>
        this.act(`spend/${day}/${one.kind}`, day, '18:10', (actor, idempotencyKey) =>
          this.story.ports.spending.recordExpense(actor, {
            budgetId: budgetIdOf(this.person),
            idempotencyKey,
            kind: one.kind,
            payee: one.payee,
            spentOn: day,
            amountPence: one.amountPence,
          }),
        ),
      );
      if (expenseId === null) continue;
      this.written.set(expenseId, one.bankWords);
      this.story.tally.add('expenses');
    }
  }

  /** The last evening: what goes on, the bank statement, and some of its lines explained. */
  async leaveOpen(day: string): Promise<void> {
    const { bank, regular } = this.story.ports;
    const budgetId = budgetIdOf(this.person);
    await this.act('regular/wages', day, '18:30', (actor, idempotencyKey) =>
      regular.planRegularExpense(actor, {
        budgetId,
        idempotencyKey,
        kind: 'WAGES',
        payee: 'Rosie Marsh',
        amountPence: 1600n,
        every: 'WEEK',
        firstOn: addDays(day, 6),
      }),
    );
    await this.act('bank/import', day, '18:40', (actor, idempotencyKey) =>
      bank.importStatement(actor, { budgetId, idempotencyKey, file: this.csv(day) }),
    );
    const open = await this.act('bank/look', day, '18:45', (actor) => bank.openLines(actor, budgetId));
    const said = new Set(SPENT.filter(({ isSaid }) => isSaid).map(({ bankWords }) => bankWords));
    for (const line of open) {
      const [proposal] = line.proposals.filter(
        ({ kind, entryId }) => kind === 'COUNCIL' || said.has(this.written.get(entryId) ?? ''),
      );
      if (!proposal) continue;
      const { kind, entryId } = proposal;
      await unlessRefused(this.story.tally, ['WRONG_STATE'], () =>
        this.act(`bank/explain/${line.onDay}/${entryId}`, day, '18:50', (actor, idempotencyKey) =>
          bank.explainLine(actor, { lineId: line.id, idempotencyKey, kind, entryId }),
        ),
      );
      this.story.tally.add('bank lines explained');
    }
  }

  /** As her bank writes it: the newest first, paid in and paid out apart. */
  private csv(eve: string): string {
    const from = addDays(eve, -STATEMENT_DAYS);
    const moved = [
      ...[...SPENT, ...UNKNOWN].map(({ daysBeforeEve, amountPence, bankWords }) => ({
        day: addDays(eve, -daysBeforeEve),
        pence: -amountPence,
        words: bankWords,
      })),
      ...this.payments(from, eve),
    ].toSorted((one, other) => (one.day < other.day ? -1 : 1));
    let balance = OPENING_PENCE;
    const rows = moved.map(({ day, pence, words }) => {
      balance += pence;
      const [out, into] = pence < 0n ? [formatPounds(-pence), ''] : ['', formatPounds(pence)];
      return [day.split('-').reverse().join('/'), words, out, into, formatPounds(balance)];
    });
    const lines = [['Date', 'Description', 'Paid out', 'Paid in', 'Balance'], ...rows.toReversed()];
    const above = [['Account number', '20-45-77 31415926']];
    return [...above, ...lines].map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\r\n');
  }

  /** What the council paid, as its plan says: every four weeks, without the person's own part where that is netted. */
  private payments(
    from: string,
    to: string,
  ): { readonly day: string; readonly pence: Pence; readonly words: string }[] {
    const { person, story } = this;
    const weekly = person.weeklyBudgetPence - (paysNet(person) ? person.contributionPence : 0n);
    const days: string[] = [];
    for (
      let day = mondayOf(story.days, startWeekOf(person, story.days.weeks));
      day <= to;
      day = addDays(day, 7 * WEEKS_BETWEEN_PAYMENTS)
    )
      if (day >= from) days.push(day);
    return days.map((day) => ({
      day,
      pence: weekly * BigInt(WEEKS_BETWEEN_PAYMENTS),
      words: 'BACS COUNCIL DIRECT PAYMENT',
    }));
  }

  private act<Result>(
    label: string,
    day: string,
    time: string,
    work: Parameters<typeof act<Result>>[2],
  ): Promise<Result> {
    return act(this.story, { label: `off-platform/${label}`, day, time, personId: this.payerId }, work);
  }
}
