import { addDays } from '@owncourse/kernel/contract';
import { people, type Person } from '../content/index.js';
import { isVisit } from './bought-things.js';
import { officerOf } from './council-staff.js';
import { confirmerFor } from './order-book.js';
import type { Note, PlayVisits } from './play-visits.js';
import { act, type Story } from './story.js';
import { mondayOf } from './story-days.js';
import { lessThan } from './visit-fates.js';

interface Question {
  readonly note: Note;
  readonly reason: string;
}

/** A provider with a sign-in, so that somebody can look at both credit notes. */
const PROVIDER = 'marl-vale';
const COUNCIL = 'marlbridge';
const WEEKS_BEFORE_THE_END = 2;
const [WEDNESDAY, FRIDAY, SATURDAY] = [2, 4, 5] as const;

/**
 * Two people look again at what they had said was right and what was invoiced since: one visit was never made, which the provider sees too;
 * another was shorter, which the council decides. Two credit notes come of it: of a whole bill, and of a part of one line.
 */
export class PlayCredits {
  private never: Question | undefined;
  private shorter: Question | undefined;

  constructor(
    private readonly story: Story,
    private readonly visits: PlayVisits,
  ) {}

  async play(day: string): Promise<void> {
    const monday = mondayOf(this.story.days, this.story.days.weeks - WEEKS_BEFORE_THE_END);
    if (day === addDays(monday, WEDNESDAY)) await this.question(day);
    if (day === addDays(monday, FRIDAY)) await this.answer(day);
    if (day === addDays(monday, SATURDAY)) await this.settle(day);
  }

  private async question(day: string): Promise<void> {
    this.choose();
    for (const { note, reason } of this.questions())
      await this.do(personOf(note), askedBy(note), day, ASKED_AT, (actor, idempotencyKey) =>
        this.story.ports.ordering.disputeDelivery(actor, { deliveryId: note.deliveryId, idempotencyKey, reason }),
      );
  }

  private async answer(day: string): Promise<void> {
    const { never, shorter } = this;
    const { ordering } = this.story.ports;
    if (never)
      await this.do(never.note.order.thing.provider.staffId, 'put-right', day, '10:30', (actor, idempotencyKey) =>
        ordering.settleDispute(actor, { deliveryId: never.note.deliveryId, idempotencyKey, quantity: '0' }),
      );
    if (!shorter) return;
    const disputeId = await this.idOf(shorter);
    await this.do(personOf(shorter.note), 'ask-council', day, '11:00', (actor, idempotencyKey) =>
      ordering.askCouncil(actor, { disputeId, idempotencyKey }),
    );
  }

  private async settle(day: string): Promise<void> {
    const { never, shorter } = this;
    const { ordering } = this.story.ports;
    if (never) {
      const disputeId = await this.idOf(never);
      await this.do(personOf(never.note), 'agree', day, '10:30', (actor, idempotencyKey) =>
        ordering.closeDispute(actor, { disputeId, idempotencyKey, agreedPence: 0n }),
      );
    }
    if (shorter) {
      const disputeId = await this.idOf(shorter);
      const quantity = lessThan(shorter.note.quantity);
      const reason = 'The worker’s diary and yours both say half of it.';
      await this.do(officerOf(COUNCIL, 'approver').personId, 'decide', day, '11:00', (actor, idempotencyKey) =>
        ordering.decideDispute(actor, { disputeId, idempotencyKey, decision: 'PAY_PART', quantity, reason }),
      );
    }
    this.story.tally.add('confirmed visits put right', this.questions().length);
  }

  private questions(): Question[] {
    return [this.never, this.shorter].filter((one) => one !== undefined);
  }

  private do(
    personId: string,
    what: string,
    day: string,
    time: string,
    deed: Parameters<typeof act<void>>[2],
  ): Promise<void> {
    return act(this.story, { label: `second-thought/${what}`, day, time, personId }, deed);
  }

  /** The first id that was drawn when it was asked: the same lane gives the same ids. */
  private idOf({ note }: Question): Promise<string> {
    const { time, days } = this.story;
    const monday = mondayOf(days, days.weeks - WEEKS_BEFORE_THE_END);
    return time.at(`second-thought/${askedBy(note)}`, addDays(monday, WEDNESDAY), ASKED_AT, () =>
      Promise.resolve(time.ids.next()),
    );
  }

  /** The bill of one visit, of somebody whose bills are their own; and one of the visits of whoever had most. */
  private choose(): void {
    const theirs = people.flatMap((person) => {
      const notes = (this.visits.agreed.get(person.id) ?? []).filter(isOfProvider);
      return notes.length === 0 ? [] : [{ person, notes }];
    });
    const single = theirs.find(({ person, notes }) => notes.length === 1 && hasOwnBills(person));
    const most = theirs
      .filter((one) => one !== single)
      .sort((left, right) => right.notes.length - left.notes.length)[0];
    const [never, shorter] = [single?.notes[0], most?.notes[0]];
    this.never = never && { note: never, reason: 'I mixed up the days. Nobody came on this one.' };
    this.shorter = shorter && { note: shorter, reason: 'I looked at my diary again. It was half as long.' };
  }
}

const ASKED_AT = '18:00';
const askedBy = (note: Note): string => `question/${note.deliveryId}`;
const personOf = (note: Note): string => confirmerFor(note.order.plan.person);

function isOfProvider({ order }: Note): boolean {
  return order.thing.provider.key === PROVIDER && isVisit(order.thing);
}

function hasOwnBills(person: Person): boolean {
  return person.holdingRoute !== 'council-managed';
}
