import { addDays } from '@owncourse/kernel/contract';
import { demoPeople } from '../content/index.js';
import { things } from './bought-things.js';
import { act, type Story } from './story.js';

/** Kinds of support that the demo's self-funder means to buy, of two providers. */
const KINDS = ['gardening', 'social-trips'];

/** Without a card platform nobody buys with their own money: there is a basket, and no order. */
export async function fillBasket(story: Story): Promise<void> {
  const buyer = demoPeople.find(({ roles }) => roles.includes('self-funder'));
  if (!buyer) return;
  const day = addDays(story.days.anchor, -1);
  for (const kind of KINDS) {
    const thing = things.find(
      ({ service, provider }) => service.supportTypeSlug === kind && provider.councilKeys.includes('marlbridge'),
    );
    if (!thing) throw new Error(`Nobody sells ${kind}`);
    const { id: variantId, typicalQuantity: quantity } = thing.variant;
    await act(
      story,
      { label: `basket/${kind}`, day, time: '15:00', personId: buyer.personId },
      (actor, idempotencyKey) => story.ports.baskets.put(actor, { idempotencyKey, variantId, quantity }),
    );
  }
}
