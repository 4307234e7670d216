import { addDays, atOnce, groupBy, type Pence } from '@owncourse/kernel/contract';
import { people, type Person, pickNumber } from '../content/index.js';
import { payerOf } from './money-holders.js';
import { budgetIdOf } from './open-budgets.js';
import { startWeekOf } from './plan-orders.js';
import { act, type Deed, type Story, unlessRefused } from './story.js';
import { mondayOf } from './story-days.js';

const FRIDAY = 4;
const WEEKS_BETWEEN_PAYDAYS = 4;

interface Payday {
  readonly person: Person;
  readonly day: string;
  readonly kind: 'WAGES' | 'HMRC';
  readonly payee: string;
  readonly amountPence: Pence;
}

/** Wages and tax of assistants whom people employ themselves: paid off the platform, and written down on payday. */
export class PlayWages {
  private readonly paydays: ReadonlyMap<string, readonly Payday[]>;

  constructor(private readonly story: Story) {
    const all = people.flatMap((person) => paydaysOf(story, person));
    this.paydays = groupBy(all, (one) => one.day);
  }

  async pay(day: string): Promise<void> {
    const perPerson = groupBy(this.paydays.get(day) ?? [], (one) => one.person.id);
    await atOnce([...perPerson.values()], async (mine) => {
      for (const one of mine) await this.payOne(one);
    });
  }

  /** The last evening: the look ahead knows what goes on. */
  async leaveOpen(day: string): Promise<void> {
    const next = [...this.paydays].flatMap(([on, paydays]) => (on > day ? paydays : []));
    await atOnce(next, async ({ person, kind, payee, amountPence, day: firstOn }) => {
      await act(this.story, deedOf(person, `regular/${kind}`, day), (actor, idempotencyKey) =>
        this.story.ports.regular.planRegularExpense(actor, {
          budgetId: budgetIdOf(person),
          idempotencyKey,
          kind,
          payee,
          amountPence,
          every: 'FOUR_WEEKS',
          firstOn,
        }),
      );
    });
  }

  private async payOne({ person, kind, payee, amountPence, day }: Payday): Promise<void> {
    const paid = await unlessRefused(this.story.tally, ['BUDGET_SHORTFALL'], () =>
      act(this.story, deedOf(person, `${kind}/${day}`, day), (actor, idempotencyKey) =>
        this.story.ports.spending.recordExpense(actor, {
          budgetId: budgetIdOf(person),
          idempotencyKey,
          kind,
          payee,
          spentOn: day,
          amountPence,
        }),
      ),
    );
    if (paid !== null) this.story.tally.add('wages and tax paid');
  }
}

function deedOf(person: Person, what: string, day: string): Deed {
  return { label: `wages/${person.id}/${what}`, day, time: '17:20', personId: payerOf(person) };
}

/** Every four weeks in arrears, to the first one after the story's end. */
function paydaysOf({ days }: Story, person: Person): readonly Payday[] {
  const { employs } = person;
  if (!employs) return [];
  const weeks = BigInt(WEEKS_BETWEEN_PAYDAYS);
  const { taxWeeklyPence, grossWeeklyPence, assistantName } = employs;
  const firstWeek = startWeekOf(person, days.weeks) + WEEKS_BETWEEN_PAYDAYS - 1 + pickNumber(`payday/${person.id}`, 4);
  const paydays: Payday[] = [];
  for (let week = firstWeek; ; week += WEEKS_BETWEEN_PAYDAYS) {
    const day = addDays(mondayOf(days, week), FRIDAY);
    const net = (grossWeeklyPence - taxWeeklyPence) * weeks;
    paydays.push({ person, day, kind: 'WAGES', payee: assistantName, amountPence: net });
    if (taxWeeklyPence > 0n)
      paydays.push({ person, day, kind: 'HMRC', payee: 'HMRC', amountPence: taxWeeklyPence * weeks });
    if (day > days.eve) return paydays;
  }
}
