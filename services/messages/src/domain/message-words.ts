import type { MessageWords } from '../contract/messages.port.js';
import { BUDGET_TEMPLATES } from './budget-words.js';
import { BANK_TEMPLATES } from './bank-words.js';
import { CARD_TEMPLATES } from './card-words.js';
import { INVOICE_TEMPLATES } from './invoice-words.js';
import { LISTING_TEMPLATES } from './listing-words.js';
import { MANDATE_TEMPLATES } from './mandate-words.js';
import type { MessageKind } from './message-kinds.js';
import type { MessageFacts } from './notice.js';
import { ORDER_TEMPLATES } from './order-words.js';
import { STORE_QUESTION_TEMPLATES } from './store-question-words.js';
import { RATE_TEMPLATES } from './rate-words.js';
import { SENT_INVOICE_TEMPLATES } from './sent-invoice-words.js';
import { STORE_TEMPLATES } from './store-words.js';
import { TOGETHER_TEMPLATES } from './together-words.js';
import { VISIT_DAY_TEMPLATES } from './visit-day-words.js';
import { VISIT_TEMPLATES } from './visit-words.js';
import { provider, theirOrder, type Template } from './word-parts.js';

/** How the reader stands to what the message is about. */
export type Reader = 'SELF' | 'OTHER';

/** Titles are mail subjects too: no money, no names, no kind of care. */
const TEMPLATES: Readonly<Record<MessageKind, Template>> = {
  ...ORDER_TEMPLATES,
  ...TOGETHER_TEMPLATES,
  ...VISIT_DAY_TEMPLATES,
  ...VISIT_TEMPLATES,
  ...BUDGET_TEMPLATES,
  ...BANK_TEMPLATES,
  ...SENT_INVOICE_TEMPLATES,
  ...CARD_TEMPLATES,
  ...INVOICE_TEMPLATES,
  ...MANDATE_TEMPLATES,
  ...LISTING_TEMPLATES,
  ...STORE_QUESTION_TEMPLATES,
  ...STORE_TEMPLATES,
  ...RATE_TEMPLATES,
  RATING_TO_CHECK: ({ facts }) => ({
    title: 'A rating waits to be checked',
    lines: ['Somebody wrote what they think of a service.'],
    href: `/council/moderation/ratings/${facts.ratingId ?? ''}`,
  }),
  RATING_SHOWN: () => ({
    title: 'A new rating of you is shown',
    lines: ['You can reply to it once.'],
    href: '/provider/ratings',
  }),
  RATING_ANSWERED: ({ facts, whose, at }) => ({
    title: 'A provider replied to a rating',
    lines: [`${provider(facts)} replied to what was written about ${whose} order.`],
    href: at(theirOrder(facts)),
  }),
};

/** What a message says to its reader. */
export function messageWords(kind: MessageKind, facts: MessageFacts, reader: Reader): MessageWords {
  const isSelf = reader === 'SELF';
  const person = facts.person ?? 'somebody';
  return TEMPLATES[kind]({
    facts,
    whose: isSelf ? 'your' : `${person}’s`,
    at: (path) => (isSelf || facts.personId === undefined ? path : `${path}?for=${encodeURIComponent(facts.personId)}`),
  });
}

/** A mail as plain text. */
export function mailText(words: MessageWords, name: string, publicUrl: string): string {
  return [
    `Hello ${name},`,
    ...words.lines,
    `See it here: ${publicUrl}${words.href}`,
    `You choose which messages come by mail: ${publicUrl}/messages/preferences`,
    `Do you not feel safe? You can tell us in private: ${publicUrl}/help/not-safe`,
  ].join('\n\n');
}
