import { addDays } from '@owncourse/kernel/contract';
import { ANY_PROVIDER, councils, type Provider, providers, type RateCard, rateCards } from '../content/index.js';
import { officerOf } from './council-staff.js';
import { act, type Story } from './story.js';

const AHEAD_DAYS = 60;
/** Pence more than today. */
const MORE = 60n;

async function propose(story: Story, card: RateCard, provider: Provider, cardId: string): Promise<string | null> {
  const item = card.items.find(({ kind, variantId }) => kind === 'fixed' && variantId !== null);
  if (!item?.variantId) return null;
  const { variantId, unitPricePence } = item;
  const deed = { label: `propose/${provider.key}`, day: story.days.eve, time: '14:00', personId: provider.staffId };
  return act(story, deed, (actor, idempotencyKey) =>
    story.ports.rates.proposeRate(actor, {
      idempotencyKey,
      cardId,
      variantId,
      unitPricePence: unitPricePence + MORE,
      fromOn: addDays(story.days.anchor, AHEAD_DAYS),
      reason: 'Wages and fuel went up this year.',
    }),
  );
}

/** Two providers of the first council ask for another price: one waits for its answer, the other’s yes waits for a second officer. */
export async function proposeRates(story: Story): Promise<void> {
  const councilKey = councils[0]?.key;
  const found = rateCards
    .filter((card) => card.councilKey === councilKey && card.providerKey !== ANY_PROVIDER && card.version === 2)
    .slice(-2);
  for (const [index, card] of found.entries()) {
    const provider = providers.find(({ key }) => key === card.providerKey);
    const cardId = story.cardIds.get(`${card.councilKey}/${card.providerKey}`);
    const proposalId = provider && cardId ? await propose(story, card, provider, cardId) : null;
    if (proposalId === null || index > 0) continue;
    const { personId } = officerOf(card.councilKey, 'finance');
    const answer = { label: `answer/${card.providerKey}`, day: story.days.eve, time: '15:30', personId };
    await act(story, answer, (actor, idempotencyKey) =>
      story.ports.rates.answerRateProposal(actor, { idempotencyKey, proposalId, accept: true, words: null }),
    );
  }
}
