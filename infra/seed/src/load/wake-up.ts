import { addDays } from '@owncourse/kernel/contract';
import { brokeredNames, people, type Person, pickOne } from '../content/index.js';
import { isVisit, startTimeFor, thingOf } from './bought-things.js';
import { bigThingIds, orderersFor } from './order-book.js';
import type { PlannedOrder } from './plan-orders.js';
import type { PlayOrders } from './play-orders.js';
import type { Story } from './story.js';
import { weekdayOf } from './story-days.js';

interface Wish {
  readonly person: Person;
  readonly variantId: string;
  readonly quantity: string;
}

/** Budget holders with a sign-in. */
const HOLDERS: readonly string[] = ['Maureen Blackwood', 'Brian Entwhistle'];
const TIMES = ['10:30', '11:30', '13:30', '15:00', '16:00'] as const;
const SUNDAY = 6;
const SATURDAY = 5;

/**
 * The last evening: orders that nobody has answered yet, one that was refused, and some for the approver.
 * They are placed a day ahead of the deeds of that day, which the caller plays in its turn.
 */
export class WakeUp {
  private turn = 0;

  constructor(
    private readonly story: Story,
    private readonly orders: PlayOrders,
  ) {}

  /** The day before the last: the broker orders for somebody, and hears a no on the last day. */
  async askInVain(day: string): Promise<void> {
    const wishes = people
      .filter((one) => brokeredNames.includes(one.name) && !HOLDERS.includes(one.name))
      .flatMap((person) => wishesOf(person, () => true));
    await this.placeSome(
      day,
      wishes,
      1,
      9,
      'All our workers in your part of town are taken that day. Another day would work.',
      true,
    );
  }

  /** Orders that wait for their provider, and some that wait for an approver. */
  async leaveOpen(day: string): Promise<void> {
    this.orders.leaveWaiting();
    const holder = people.filter((one) => HOLDERS.includes(one.name));
    for (const person of holder)
      await this.placeSome(
        day,
        wishesOf(person, (key) => key !== 'marl-vale'),
        1,
        6,
        null,
      );
    const others = people.filter((one) => !holder.includes(one));
    await this.placeSome(
      day,
      others.flatMap((one) => wishesOf(one, (key) => key === 'marl-vale')),
      4,
      5,
      null,
    );
    await this.placeSome(
      day,
      others.flatMap((one) => wishesOf(one, (key) => key === 'wrona-gardens')),
      2,
      8,
      null,
    );
    const holidays = others
      .filter((one) => one.councilKey === 'marlbridge')
      .flatMap((person, index) => {
        const variantId = bigThingIds[index % bigThingIds.length];
        return variantId === undefined ? [] : [{ person, variantId, quantity: '2' }];
      });
    await this.placeSome(day, holidays, 2, 40, null);
    this.orders.leaveWaiting();
  }

  /** Places wishes in turn until so many were placed, at most one for each person. */
  private async placeSome(
    day: string,
    wishes: readonly Wish[],
    wanted: number,
    inDays: number,
    declineReason: string | null,
    byBroker = false,
  ): Promise<void> {
    const done = new Set<string>();
    for (const wish of wishes) {
      if (done.size === wanted) return;
      if (done.has(wish.person.id)) continue;
      this.turn += 1;
      const key = `${wish.person.id}/last-${this.turn}`;
      if (byBroker && orderersFor(wish.person, key).length < 2) continue;
      const plan: PlannedOrder = {
        key,
        ...wish,
        startTime: startTimeFor(wish.variantId, pickOne(`time/${key}`, TIMES)),
        placedOn: day,
        when: { kind: 'one-off', date: workingDay(addDays(this.story.days.anchor, inDays + done.size)) },
        declineReason,
      };
      const placed = await this.orders.place([plan]);
      if (placed.length > 0) done.add(wish.person.id);
    }
  }
}

function workingDay(day: string): string {
  const weekday = weekdayOf(day);
  return weekday === SATURDAY ? addDays(day, 2) : weekday === SUNDAY ? addDays(day, 1) : day;
}

/** A little more of what a person buys already, on a working day. */
function wishesOf(person: Person, isFrom: (providerKey: string) => boolean): Wish[] {
  return person.supportPattern.flatMap((line) => {
    const thing = thingOf(line.variantId);
    const fits = isVisit(thing) && thing.variant.dayType === 'weekday' && isFrom(thing.provider.key);
    return fits ? [{ person, variantId: line.variantId, quantity: line.quantity }] : [];
  });
}
