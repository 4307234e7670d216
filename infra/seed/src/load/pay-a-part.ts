import { addDays, linePence, parseQuantity } from '@owncourse/kernel/contract';
import { councils, people } from '../content/index.js';
import { placeOf, things } from './bought-things.js';
import { makeVisit } from './meet-first.js';
import { confirmerFor } from './order-book.js';
import { type StoryDays, weekdayOf } from './story-days.js';
import { act, type Story, unlessRefused } from './story.js';

/** Somebody who signs in. */
const WHO = 'Maureen Blackwood';
const SATURDAY = 5;
const NOT_THIS_ONE = ['BUDGET_SHORTFALL', 'NOTHING_WITHIN_BUDGET', 'NOT_ORDERABLE'];

/** Prices of a Saturday are more often above the council's. The last one before the eve. */
export function ownPartDay({ eve }: Pick<StoryDays, 'eve'>): string {
  const day = addDays(eve, -1);
  return addDays(day, -((weekdayOf(day) + 7 - SATURDAY) % 7));
}

/** One visit above the council's highest price, made and confirmed in a day: a part of it is the person's own money. */
export async function payAPart(story: Story, day: string): Promise<void> {
  const person = people.find(({ name }) => name === WHO);
  const council = councils.find(({ key }) => key === person?.councilKey);
  if (!person || !council) throw new Error(`Nobody is called ${WHO}.`);
  const decider = confirmerFor(person);
  const some = things.filter(
    ({ provider, variant }) =>
      provider.councilKeys.includes(council.key) &&
      variant.unit === 'hour' &&
      variant.dayType === 'saturday' &&
      variant.timeBand === 'day',
  );
  const prices = await story.time.at('own-part-prices', day, '08:00', () =>
    story.ports.prices(
      council.id,
      some.map(({ variant }) => variant.id),
      day,
    ),
  );
  for (const [index, thing] of some.entries()) {
    const price = prices[index];
    if (!price || price.ownMoneyPence === 0n) continue;
    const quantity = parseQuantity(thing.variant.minimumQuantity);
    const placing = { label: `own-part/${thing.variant.id}`, day, time: '08:40', personId: decider };
    const placed = await unlessRefused(story.tally, NOT_THIS_ONE, () =>
      act(story, placing, (actor, idempotencyKey) =>
        story.ports.ordering.placeOrder(actor, {
          idempotencyKey,
          personId: person.id,
          variantId: thing.variant.id,
          quantity: thing.variant.minimumQuantity,
          startTime: '13:00',
          oneOff: { date: day },
          place: placeOf(thing),
          shownUnitPricePence: price.unitPricePence,
          agreedOwnMoneyPence:
            linePence(quantity, price.publicUnitPricePence) - linePence(quantity, price.unitPricePence),
        }),
      ),
    );
    if (placed === null || placed.awaitsApproval) continue;
    await makeVisit(story, thing, placed.orderId, day, decider, 'own-part');
    story.tally.add('visits partly paid with own money');
    return;
  }
}
