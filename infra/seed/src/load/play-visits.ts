import { addDays, atOnce, daysBetween, groupBy, londonDate, londonTime, Refusal } from '@owncourse/kernel/contract';
import type { OpenVisit } from '@owncourse/ordering/contract';
import { type Person, people, pickNumber } from '../content/index.js';
import { cancellerOf, confirmerFor, type OrderBook, type PlacedOrder } from './order-book.js';
import { act, type Story, timeBetween } from './story.js';
import { type Fate, fateOf } from './visit-fates.js';
import { workerName } from './story-words.js';
import { staysOpen, withheld } from './last-days.js';
import { type StoryDays, weekOf } from './story-days.js';

export interface WeekVisit {
  readonly visit: OpenVisit;
  readonly order: PlacedOrder;
  readonly fate: Fate;
}

export interface Note {
  readonly deliveryId: string;
  readonly order: PlacedOrder;
  readonly quantity: string;
  /** What the person will say is wrong; null when it is right. */
  readonly dispute: Extract<Fate, { kind: 'disputed' }> | null;
}

interface Cancellation extends WeekVisit {
  readonly at: Date;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const RECORDED_AT = '20:30';
const SILENT_IN_100 = 3;

/** Visits are cancelled, made, noted down, confirmed, disputed and settled. */
export class PlayVisits {
  private week: readonly WeekVisit[] = [];
  private cancellations: Cancellation[] = [];
  private readonly cancelled = new Set<string>();
  private readonly waiting = new Map<string, Note[]>();
  private settled: Note[] = [];
  private disputed: { readonly note: Note; readonly settledAs: string }[] = [];
  /** What people said was right when they last looked, by person. */
  readonly agreed = new Map<string, readonly Note[]>();
  /** Orders with a visit that somebody said was right, with the day. */
  readonly confirmedOn = new Map<string, string>();

  constructor(
    private readonly story: Story,
    private readonly book: OrderBook,
  ) {}

  /** Monday morning: what each provider has to do this week, and what will become of it. */
  async beginWeek(monday: string): Promise<void> {
    const sunday = addDays(monday, 6);
    const lists = await atOnce(this.book.providers(), (provider) => {
      const label = `week/${provider.key}/${monday}`;
      return act(this.story, { label, day: monday, time: '07:30', personId: provider.staffId }, (actor) =>
        this.story.ports.ordering.visitsToDeliver(actor, sunday),
      );
    });
    this.week = lists.flat().map((visit) => {
      const order = this.book.of(visit.orderId);
      return { visit, order, fate: fateOf(order.plan, visit) };
    });
    this.cancellations = this.week
      .flatMap((one) => {
        const at = cancelledAt(one, monday);
        return at === null ? [] : [{ ...one, at }];
      })
      .sort((left, right) => left.at.getTime() - right.at.getTime());
  }

  /** Visits of this week to come on a day that will be as they were ordered, of orders with nothing else happening to them. */
  plainOn(day: string): readonly WeekVisit[] {
    const changed = new Set(
      this.week.filter(({ fate }) => fate.kind !== 'delivered').map(({ visit }) => visit.orderId),
    );
    return this.week.filter(({ visit }) => visit.onDate === day && !changed.has(visit.orderId));
  }

  /** Somebody has called it off. */
  calledOff({ visit }: WeekVisit): void {
    this.cancelled.add(visit.occurrenceId);
  }

  /** One more visit of this week: it is made, entered and looked at like any other. */
  comesToo(visit: WeekVisit): void {
    this.week = [...this.week, visit];
  }

  /** Cancellations of one day. */
  async cancel(day: string): Promise<void> {
    const today = this.cancellations.filter((one) => londonDate(one.at) === day);
    const perPerson = [...groupBy(today, (one) => one.visit.personId).values()];
    await atOnce(perPerson, async (mine) => {
      for (const one of mine) await this.cancelOne(one);
    });
  }

  /** Providers enter what has ended; some are a few days behind when the story ends. */
  async record(day: string): Promise<void> {
    const until = await this.story.time.at(`record-clock/${day}`, day, RECORDED_AT, () =>
      Promise.resolve(this.story.time.clock.now()),
    );
    const done = this.week.filter(
      ({ visit, order }) =>
        visit.endsAt.getTime() + 15 * MINUTE_MS <= until.getTime() &&
        !this.cancelled.has(visit.occurrenceId) &&
        !withheld(this.story.days, order.thing.provider.key, visit.onDate),
    );
    // Whoever has most to do begins, so that nobody is waited for at the end.
    const perProvider = [...groupBy(done, (one) => one.order.thing.provider.key)].sort(
      ([, left], [, right]) => right.length - left.length,
    );
    const noted = await atOnce(perProvider, ([key, visits]) => this.recordOf(key, visits, day));
    for (const [personId, notes] of noted.flat())
      this.waiting.set(personId, [...(this.waiting.get(personId) ?? []), notes]);
    // What was entered is no longer to do.
    const entered = new Set(done.map((one) => one.visit.occurrenceId));
    this.week = this.week.filter((one) => !entered.has(one.visit.occurrenceId));
    this.story.tally.add('delivery notes', done.length);
  }

  /** People look at their last week or two at once; a few say nothing. */
  async confirm(day: string): Promise<void> {
    const { days } = this.story;
    this.agreed.clear();
    const ready = people.filter(
      (person) => this.waiting.has(person.id) && looksAtNotes(days, person, day) && !staysOpen(days, person, day),
    );
    await atOnce(ready, async (person) => {
      const notes = this.waiting.get(person.id) ?? [];
      this.waiting.delete(person.id);
      if (isSilent(person, day)) {
        this.story.tally.add('notes left to confirm themselves', notes.length);
        return;
      }
      const right = notes.filter((note) => note.dispute === null);
      await this.disputeAll(person, notes, day);
      await this.confirmAll(person, right, day);
      this.agreed.set(person.id, right);
    });
    this.disputed.sort((left, right) => (left.note.deliveryId < right.note.deliveryId ? -1 : 1));
  }

  /** Providers put disputed notes right. */
  async settle(day: string): Promise<void> {
    const disputed = this.disputed;
    this.disputed = [];
    await atOnce(disputed, async ({ note, settledAs }) => {
      const label = `settle/${note.deliveryId}`;
      const personId = note.order.thing.provider.staffId;
      await act(this.story, { label, day, time: timeBetween(label, 9, 17), personId }, (actor, idempotencyKey) =>
        this.story.ports.ordering.settleDispute(actor, {
          deliveryId: note.deliveryId,
          idempotencyKey,
          quantity: settledAs,
        }),
      );
    });
    this.settled.push(...disputed.map(({ note }) => note));
    this.story.tally.add('disputes settled', disputed.length);
  }

  /** People look again at what was put right, before it confirms itself. */
  async confirmSettled(day: string): Promise<void> {
    const perPerson = [...groupBy(this.settled, (note) => note.order.plan.person.id).values()];
    this.settled = [];
    await atOnce(perPerson, async (notes) => {
      const person = notes[0]?.order.plan.person;
      if (person) await this.confirmAll(person, notes, day);
    });
  }

  private async cancelOne({ visit, order, fate, at }: Cancellation): Promise<void> {
    if (fate.kind !== 'cancelled') return;
    const label = `cancel/${visit.occurrenceId}`;
    const personId = fate.by === 'provider' ? order.thing.provider.staffId : cancellerOf(order);
    const send = (feePence: bigint, key: string): Promise<void> =>
      this.story.time.atInstant(`${label}/${key}`, at, async () =>
        this.story.ports.ordering.cancelOrder(await this.story.actors.of(personId), {
          orderId: visit.orderId,
          idempotencyKey: `demo:${label}/${key}`,
          occurrenceId: visit.occurrenceId,
          agreedFeePence: feePence,
          reason: fate.reason,
        }),
      );
    try {
      await send(0n, 'free');
    } catch (error) {
      // The person is shown the fee, and agrees.
      if (!(error instanceof Refusal) || error.code !== 'FEE_CHANGED') throw error;
      await send(BigInt(String(error.details['feePence'])), 'fee');
      this.story.tally.add('cancelled with a fee');
    }
    this.cancelled.add(visit.occurrenceId);
    this.story.tally.add(`cancelled by ${fate.by}`);
  }

  private async recordOf(
    providerKey: string,
    visits: readonly WeekVisit[],
    day: string,
  ): Promise<(readonly [string, Note])[]> {
    const provider = visits[0]?.order.thing.provider;
    if (!provider) return [];
    const label = `record/${providerKey}/${day}`;
    const ids = await act(
      this.story,
      { label, day, time: RECORDED_AT, personId: provider.staffId },
      (actor, idempotencyKey) => this.story.ports.ordering.recordDeliveries(actor, visits.map(noteFor), idempotencyKey),
    );
    return visits.map((one, index) => {
      const deliveryId = ids[index] ?? '';
      return [
        one.visit.personId,
        {
          deliveryId,
          order: one.order,
          quantity: noteFor(one).quantity,
          dispute: one.fate.kind === 'disputed' ? one.fate : null,
        },
      ];
    });
  }

  private async disputeAll(person: Person, notes: readonly Note[], day: string): Promise<void> {
    for (const note of notes) {
      const { dispute } = note;
      if (!dispute) continue;
      const label = `dispute/${note.deliveryId}`;
      await act(
        this.story,
        { label, day, time: timeBetween(`confirm/${person.id}/${day}`, 10, 20), personId: confirmerFor(person) },
        (actor, idempotencyKey) =>
          this.story.ports.ordering.disputeDelivery(actor, {
            deliveryId: note.deliveryId,
            idempotencyKey,
            reason: dispute.reason,
          }),
      );
      this.disputed.push({ note, settledAs: dispute.settledAs });
      this.story.tally.add('disputes');
    }
  }

  private async confirmAll(person: Person, notes: readonly Note[], day: string): Promise<void> {
    if (notes.length === 0) return;
    const label = `confirm/${person.id}/${day}`;
    await act(
      this.story,
      { label, day, time: timeBetween(label, 10, 20), personId: confirmerFor(person) },
      (actor, idempotencyKey) =>
        this.story.ports.ordering.confirmDeliveries(
          actor,
          notes.map((note) => note.deliveryId),
          idempotencyKey,
        ),
    );
    for (const note of notes) this.confirmedOn.set(note.order.orderId, day);
    this.story.tally.add('deliveries confirmed by people', notes.length);
  }
}

const WEEKLY_DAYS = 28;

/** Most look every other Monday; towards the end of the story each Monday. */
function looksAtNotes(days: StoryDays, person: Person, day: string): boolean {
  const turn = pickNumber(`looks/${person.id}`, 5);
  return turn === 4 || daysBetween(day, days.eve) <= WEEKLY_DAYS || weekOf(days, day) % 2 === turn % 2;
}

/** Some never answer, everybody forgets now and then. */
export function isSilent(person: Person, day: string): boolean {
  const chance = pickNumber(`quiet/${person.id}`, 20) === 0 ? 50 : SILENT_IN_100;
  return pickNumber(`silent/${person.id}/${day}`, 100) < chance;
}

/** When a visit is cancelled; null when it is not, or when its moment is over. */
function cancelledAt({ visit, order, fate }: WeekVisit, monday: string): Date | null {
  if (fate.kind !== 'cancelled') return null;
  const hours = fate.by === 'person-early' ? 50 + pickNumber(`early/${order.plan.key}/${visit.onDate}`, 20) : 13;
  const at = new Date(visit.startsAt.getTime() - hours * HOUR_MS);
  return daysBetween(monday, londonDate(at)) >= 0 && londonTime(at).hour >= 8 ? at : null;
}

function noteFor({ visit, order, fate }: WeekVisit): {
  occurrenceId: string;
  idempotencyKey: string;
  workerName: string;
  place: string;
  startedAt: string;
  endedAt: string;
  quantity: string;
} {
  const key = `${order.plan.key}/${visit.onDate}`;
  const late = pickNumber(`late/${key}`, 10) * MINUTE_MS;
  const quantity = fate.kind === 'cancelled' ? visit.quantity : fate.quantity;
  const share = Number(quantity) / Number(visit.quantity);
  const length = (visit.endsAt.getTime() - visit.startsAt.getTime()) * share;
  const startedAt = new Date(visit.startsAt.getTime() + late);
  return {
    occurrenceId: visit.occurrenceId,
    idempotencyKey: `demo:note/${visit.occurrenceId}`,
    workerName: workerOf(order, key),
    place: visit.place,
    startedAt: startedAt.toISOString(),
    endedAt: new Date(startedAt.getTime() + length).toISOString(),
    quantity,
  };
}

const PEOPLE_PER_TEAM = 7;

/** Mostly the usual face. */
function workerOf({ plan, thing }: PlacedOrder, key: string): string {
  const { provider } = thing;
  if (provider.kind === 'micro' || provider.kind === 'personal-assistant') return provider.staffName;
  const base = pickNumber(`team/${provider.key}`, 400);
  const usual = pickNumber(`usual/${plan.key}`, PEOPLE_PER_TEAM);
  const other = pickNumber(`stand-in/${key}`, PEOPLE_PER_TEAM);
  return workerName(base + (pickNumber(`who/${key}`, 6) === 0 ? other : usual));
}
