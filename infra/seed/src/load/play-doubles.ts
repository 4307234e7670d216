import { addDays, londonTime, Refusal } from '@owncourse/kernel/contract';
import { councilIdOf } from './money-holders.js';
import { cancellerOf } from './order-book.js';
import { isSilent, type PlayVisits, type WeekVisit } from './play-visits.js';
import { act, type Story, unlessRefused } from './story.js';
import { mondayOf } from './story-days.js';

/** A provider with a sign-in, and a council with finance officers who have one. */
const PROVIDER = 'marl-vale';
const COUNCIL = 'marlbridge';
const WEEKS_BEFORE_THE_END = 2;
const [WEDNESDAY, THURSDAY] = [2, 3] as const;
const HOUR_MS = 3_600_000;
/** Too late to be free. */
const CANCELLED_HOURS_BEFORE = 15;
const DOUBLES = 2;
const NOON = 12;

/**
 * Two people call off the next day's visit, which costs them a part of it, and an hour later want it after all. The fee and the visit are
 * invoiced for the same time, which looks like a visit that is charged twice: the provider has explained one of them, the other waits.
 */
export class PlayDoubles {
  private readonly doubles: WeekVisit[] = [];

  constructor(
    private readonly story: Story,
    private readonly visits: PlayVisits,
  ) {}

  async play(day: string): Promise<void> {
    const monday = mondayOf(this.story.days, this.story.days.weeks - WEEKS_BEFORE_THE_END);
    if (day === addDays(monday, WEDNESDAY)) await this.changeMinds(addDays(monday, THURSDAY), addDays(monday, 7));
    if (day === addDays(monday, 7 + WEDNESDAY)) await this.explainOne(day);
  }

  private async changeMinds(onDate: string, nextMonday: string): Promise<void> {
    const people = new Set<string>();
    for (const one of this.visits.plainOn(onDate)) {
      const { person } = one.order.plan;
      if (people.size === DOUBLES) return;
      if (!isChosen(one) || people.has(person.id) || isSilent(person, nextMonday)) continue;
      people.add(person.id);
      await this.callOff(one);
      if (!(await this.orderAnew(one))) continue;
      this.doubles.push(one);
      this.story.tally.add('visits called off and wanted after all');
    }
  }

  private async callOff(one: WeekVisit): Promise<void> {
    const { visit, order } = one;
    const cancel = (agreedFeePence: bigint, key: string): Promise<void> =>
      this.story.time.atInstant(labelOf(one, key), calledOffAt(one), async () =>
        this.story.ports.ordering.cancelOrder(await this.story.actors.of(cancellerOf(order)), {
          orderId: visit.orderId,
          idempotencyKey: `demo:${labelOf(one, key)}`,
          occurrenceId: visit.occurrenceId,
          agreedFeePence,
        }),
      );
    try {
      await cancel(0n, 'free');
    } catch (error) {
      // The person is shown the fee, and agrees.
      if (!(error instanceof Refusal) || error.code !== 'FEE_CHANGED') throw error;
      await cancel(BigInt(String(error.details['feePence'])), 'fee');
    }
    this.visits.calledOff(one);
  }

  /** False where the fee has left too little for it. */
  private async orderAnew(one: WeekVisit): Promise<boolean> {
    const { time, actors, tally, ports } = this.story;
    const { visit, order } = one;
    const at = new Date(calledOffAt(one).getTime() + HOUR_MS);
    const resumed = await unlessRefused(tally, ['BUDGET_SHORTFALL'], () =>
      time.atInstant(labelOf(one, 'resume'), at, async () => {
        await ports.ordering.resumeOrder(await actors.of(cancellerOf(order)), {
          orderId: visit.orderId,
          idempotencyKey: `demo:${labelOf(one, 'resume')}`,
          fromOn: visit.onDate,
        });
        return true;
      }),
    );
    if (resumed === null) return false;
    const open = await time.atInstant(labelOf(one, 'seen'), at, async () =>
      ports.ordering.visitsToDeliver(await actors.of(order.thing.provider.staffId), visit.onDate),
    );
    const anew = open.find(({ orderId, onDate }) => orderId === visit.orderId && onDate === visit.onDate);
    if (!anew) throw new Error(`The visit of order ${visit.orderId} did not come back.`);
    this.visits.comesToo({ ...one, visit: anew });
    return true;
  }

  /** Of the first invoice that waits, all that its provider can say. */
  private async explainOne(day: string): Promise<void> {
    const [first] = this.doubles;
    if (!first) return;
    const { sortingOut } = this.story.ports;
    const personId = first.order.thing.provider.staffId;
    const deed = { label: 'after-all/waiting', day, time: '09:40', personId };
    const waiting = await act(this.story, deed, (actor) => sortingOut.waiting(actor, 50));
    const ours = waiting.filter(({ councilId }) => councilId === councilIdOf({ councilKey: COUNCIL }));
    const lines = ours.filter(({ invoiceId }) => invoiceId === ours[0]?.invoiceId);
    for (const [turn, { invoiceId, lineId, code }] of lines.entries())
      await act(this.story, { ...deed, label: `after-all/explain/${turn}` }, (actor, idempotencyKey) =>
        sortingOut.explain(actor, {
          idempotencyKey,
          invoiceId,
          lineId,
          code,
          words: 'They called it off the evening before and rang again an hour later. We came at the usual time.',
        }),
      );
    if (lines.length === 0) return;
    this.story.tally.add('differences explained');
  }
}

const labelOf = ({ visit }: WeekVisit, key: string): string => `after-all/${visit.occurrenceId}/${key}`;
const calledOffAt = ({ visit }: WeekVisit): Date =>
  new Date(visit.startsAt.getTime() - CANCELLED_HOURS_BEFORE * HOUR_MS);

/** A morning of somebody whose bills are their own, so that the invoice is about nothing else. */
function isChosen({ visit, order: { plan, thing } }: WeekVisit): boolean {
  const { person, when } = plan;
  return (
    londonTime(visit.startsAt).hour < NOON &&
    thing.provider.key === PROVIDER &&
    person.councilKey === COUNCIL &&
    person.holdingRoute !== 'council-managed' &&
    when.kind === 'standing'
  );
}
