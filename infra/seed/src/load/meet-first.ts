import { addDays, linePence, parseQuantity } from '@owncourse/kernel/contract';
import { people, type Person, pickNumber } from '../content/index.js';
import { isVisit, placeOf, type Thing, things } from './bought-things.js';
import { confirmerFor, type OrderBook } from './order-book.js';
import { act, type Story, unlessRefused } from './story.js';
import { type StoryDays, weekdayOf } from './story-days.js';
import { workerName } from './story-words.js';

/** Somebody whose relative signs in, and is asked how the trial visit went. */
const WHO = 'Winifred Hartwell';
const NO_MONEY = ['BUDGET_SHORTFALL'];
const LAST_WORKING_DAY = 4;
const WISH = { weekdays: ['TU'], startTime: '14:00' } as const;

/** The last working day before the eve. All of the trial happens on it, so that no provider's week has it twice. */
export function trialDay({ eve }: Pick<StoryDays, 'eve'>): string {
  const day = addDays(eve, -1);
  return addDays(day, -Math.max(0, weekdayOf(day) - LAST_WORKING_DAY));
}

/** A trial visit with somebody new, ordered, made and confirmed in a day, and left to decide on. */
export async function meetFirst(story: Story, book: OrderBook, day: string): Promise<void> {
  const person = people.find(({ name }) => name === WHO);
  if (!person) throw new Error(`Nobody is called ${WHO}.`);
  const decider = confirmerFor(person);
  const { ordering } = story.ports;
  const price = async (thing: Thing) =>
    story.time.at(`trial-price/${thing.variant.id}`, day, '08:00', () =>
      book.price(person.councilKey, thing.variant.id, day),
    );
  for (const thing of somebodyNew(person)) {
    const shown = await price(thing);
    if (shown === undefined) continue;
    const placing = { label: `trial/${thing.variant.id}`, day, time: '08:30', personId: decider };
    const placed = await unlessRefused(story.tally, NO_MONEY, () =>
      act(story, placing, (actor, idempotencyKey) =>
        ordering.placeOrder(actor, {
          idempotencyKey,
          personId: person.id,
          variantId: thing.variant.id,
          quantity: thing.variant.minimumQuantity,
          startTime: '10:00',
          oneOff: { date: day },
          meetFirst: WISH,
          place: placeOf(thing),
          shownUnitPricePence: shown.unitPricePence,
        }),
      ),
    );
    if (placed === null || placed.awaitsApproval) continue;
    await makeVisit(story, thing, placed.orderId, day, decider);
    story.tally.add('trials to decide');
    return;
  }
}

async function makeVisit(story: Story, thing: Thing, orderId: string, day: string, decider: string): Promise<void> {
  const { ordering } = story.ports;
  const staff = (time: string, what: string) => ({
    label: `trial-${what}`,
    day,
    time,
    personId: thing.provider.staffId,
  });
  await act(story, staff('09:00', 'accept'), (actor, idempotencyKey) =>
    ordering.acceptOrder(actor, { orderId, idempotencyKey }),
  );
  const [deliveryId] = await act(story, staff('16:00', 'note'), async (actor, idempotencyKey) => {
    const visit = (await ordering.visitsToDeliver(actor, day)).find((one) => one.orderId === orderId);
    if (!visit) throw new Error(`The trial ${orderId} has no visit to enter.`);
    const note = {
      occurrenceId: visit.occurrenceId,
      idempotencyKey,
      workerName: workerName(pickNumber(`trial-worker/${thing.variant.id}`, 1000)),
      place: visit.place,
      startedAt: visit.startsAt.toISOString(),
      endedAt: visit.endsAt.toISOString(),
      quantity: visit.quantity,
    };
    return ordering.recordDeliveries(actor, [note], idempotencyKey);
  });
  const confirming = { label: 'trial-confirm', day, time: '18:00', personId: decider };
  await act(story, confirming, (actor, idempotencyKey) =>
    ordering.confirmDeliveries(actor, [deliveryId ?? ''], idempotencyKey),
  );
}

/** Help on a weekday in the person's part of town from providers they do not have yet, the cheapest visit first. */
function somebodyNew(person: Person): readonly Thing[] {
  const known = new Set(
    person.supportPattern.map((line) => things.find(({ variant }) => variant.id === line.variantId)?.provider.key),
  );
  const cost = ({ variant }: Thing): bigint =>
    linePence(parseQuantity(variant.minimumQuantity), variant.publicUnitPricePence);
  return things
    .filter(
      (thing) =>
        isVisit(thing) &&
        thing.variant.unit === 'hour' &&
        thing.variant.dayType === 'weekday' &&
        thing.variant.timeBand === 'day' &&
        thing.service.wardCodes.includes(person.wardCode) &&
        !known.has(thing.provider.key),
    )
    .sort((left, right) => Number(cost(left) - cost(right)) || (left.variant.id < right.variant.id ? -1 : 1));
}
