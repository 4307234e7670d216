import type { MessageKind } from './message-kinds.js';
import { provider, sum, type Template } from './word-parts.js';

/** People's own money by card. Nothing of the card itself is ever in a message. */
export const CARD_TEMPLATES = {
  CARD_NEEDS_YOU: ({ facts }) => ({
    title: 'Your bank wants to hear from you',
    lines: [
      `${provider(facts)} is to get ${sum(facts)} of your own money. Your bank asks you first.`,
      'Open “My card”, choose the visit and pay it there.',
    ],
    href: '/my-card',
  }),
  CARD_REFUSED: ({ facts }) => ({
    title: 'Your card was refused',
    lines: [
      `${provider(facts)} is to get ${sum(facts)} of your own money. Your bank did not pay it.`,
      'Open “My card”. You can keep another card, or pay this visit now.',
    ],
    href: '/my-card',
  }),
  CARD_MONEY_BACK: ({ facts }) => ({
    title: 'Money goes back to your card',
    lines: [`${sum(facts)} from ${provider(facts)} goes back to your card. Your bank may need some days.`],
    href: '/my-card',
  }),
  CARD_DISPUTED: ({ facts }) => ({
    title: 'Somebody questioned a card payment',
    lines: [
      `A payment of ${sum(facts)} was questioned at the bank.`,
      'Look at it on Stripe’s pages and answer there. Their bank decides.',
    ],
    href: '/provider/money/card',
  }),
  CARD_DISPUTE_DECIDED: ({ facts }) => ({
    title: 'The bank has decided about a card payment',
    lines: [
      `A payment of ${sum(facts)} was questioned at the bank.`,
      facts.outcome === 'WON' ? 'The money stays with you.' : 'The money goes back to the person.',
    ],
    href: '/provider/money/card',
  }),
} as const satisfies Readonly<Partial<Record<MessageKind, Template>>>;
