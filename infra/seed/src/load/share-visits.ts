import { addDays } from '@owncourse/kernel/contract';
import { brokeredNames, demoPeople, people, type Person } from '../content/index.js';
import { isVisit, placeOf, type Thing, things } from './bought-things.js';
import { representativeOf } from './money-holders.js';
import type { OrderBook } from './order-book.js';
import { act, type Story, unlessRefused } from './story.js';
import { weekdayOf } from './story-days.js';

/** They share a visit that the broker orders for both; the provider has yet to answer. */
const BROKERED = brokeredNames.filter((name) => !['Maureen Blackwood', 'Devon Marchant'].includes(name));
/** He would like to share one with her; she has a sign-in and has yet to answer. */
const [ASKER, ASKED] = ['Devon Marchant', 'Maureen Blackwood'] as const;
/** Their orders are for their own journeys. */
const WITH_A_SIGN_IN = new Set(['marl-vale', 'wrona-gardens']);
const OUTINGS: readonly string[] = ['social-trips', 'getting-out-and-about', 'befriending'];
const QUANTITY = '3';
const FRIDAY = 4;
/** What the story's people are refused for; then they try another thing. */
const NOT_THIS = ['BUDGET_SHORTFALL', 'OVER_ORDER_LIMIT', 'OVER_MONTH_LIMIT', 'NOT_ORDERABLE', 'OUTSIDE_BUDGET_PERIOD'];

/** The last evening: one visit that two people share, and one that somebody is asked to share. */
export class ShareVisits {
  constructor(
    private readonly story: Story,
    private readonly book: OrderBook,
  ) {}

  async run(day: string): Promise<void> {
    const broker = demoPeople.find((one) => one.roles.includes('broker'));
    const email = demoPeople.find((one) => one.name === ASKED)?.email;
    if (!broker || email === undefined) throw new Error('The demo has no broker, or nobody to ask.');
    const brokered = people.filter((one) => BROKERED.includes(one.name) && one.councilKey === 'marlbridge');
    const pairs = brokered.slice(1).map((second, index): readonly Person[] => [brokered[index] ?? second, second]);
    await this.first('placed', day, pairs, (pair) =>
      pair.map((person) => ({ personId: person.id, actorId: broker.personId })),
    );
    const asker = people.find((one) => one.name === ASKER);
    if (!asker) throw new Error(`Nobody is called ${ASKER}.`);
    const actorId = representativeOf.get(asker.id) ?? asker.id;
    await this.first('asked', day, [[asker]], () => [
      { personId: asker.id, actorId },
      { email, actorId },
    ]);
  }

  /** The first thing that the first of the groups can pay for. */
  private async first(
    label: string,
    day: string,
    groups: readonly (readonly Person[])[],
    sharersOf: (group: readonly Person[]) => readonly { personId?: string; email?: string; actorId: string }[],
  ): Promise<void> {
    const date = nextFriday(addDays(this.story.days.anchor, 7));
    const fitting = things
      .filter(
        (thing) =>
          isVisit(thing) &&
          thing.variant.dayType === 'weekday' &&
          thing.variant.unit === 'hour' &&
          thing.variant.timeBand === 'day',
      )
      .filter(({ provider }) => provider.councilKeys.includes('marlbridge') && !WITH_A_SIGN_IN.has(provider.key))
      // Going out comes first.
      .sort((left, right) => outings(right) - outings(left));
    for (const [index, group] of groups.entries())
      for (const thing of fitting) {
        const price = await this.story.time.at(`shared-price/${label}/${index}/${thing.variant.id}`, day, '17:00', () =>
          this.book.price('marlbridge', thing.variant.id, date),
        );
        if (price === undefined) continue;
        const sharers = sharersOf(group);
        const done = await unlessRefused(this.story.tally, NOT_THIS, () =>
          this.propose(`share/${label}/${index}/${thing.variant.id}`, day, date, thing, price.unitPricePence, sharers),
        );
        if (done === null) continue;
        this.story.tally.add('shared orders');
        return;
      }
    throw new Error(`Nobody in the story could share a visit (${label}).`);
  }

  private propose(
    label: string,
    day: string,
    date: string,
    thing: Thing,
    shownUnitPricePence: bigint,
    sharers: readonly { personId?: string; email?: string; actorId: string }[],
  ): Promise<string> {
    const deed = { label, day, time: '17:30', personId: sharers[0]?.actorId ?? '' };
    return act(this.story, deed, (actor, idempotencyKey) =>
      this.story.ports.sharedOrders.propose(actor, {
        idempotencyKey,
        variantId: thing.variant.id,
        quantity: QUANTITY,
        startTime: '13:00',
        oneOff: { date },
        place: placeOf(thing),
        people: sharers.map(({ personId, email }) =>
          personId === undefined ? { email: email ?? '' } : { personId, shownUnitPricePence },
        ),
      }),
    );
  }
}

function nextFriday(day: string): string {
  return weekdayOf(day) === FRIDAY ? day : nextFriday(addDays(day, 1));
}

function outings({ service }: Thing): number {
  return OUTINGS.includes(service.supportTypeSlug) ? 1 : 0;
}
