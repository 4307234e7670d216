import type { MessageKind } from './message-kinds.js';
import type { MessageFacts } from './notice.js';
import { dayInWords, type Template } from './word-parts.js';

const called = (facts: MessageFacts): string => (facts.service === undefined ? 'Your listing' : `“${facts.service}”`);
const why = (facts: MessageFacts): string[] => (facts.reason === undefined ? [] : [`Why: ${facts.reason}`]);
const stillRight = (facts: MessageFacts): string => `/my-listings/${facts.listingId ?? ''}/still-right`;
const toChange = (facts: MessageFacts): string => `/my-listings/${facts.listingId ?? ''}`;

/** What groups post, and what becomes of it. */
export const LISTING_TEMPLATES = {
  LISTING_TO_CHECK: ({ facts }) => ({
    title: 'A community listing waits to be checked',
    lines: ['Somebody wrote something new, or changed it.'],
    href: `/council/moderation/listings/${facts.listingId ?? ''}`,
  }),
  LISTING_REPORTED: ({ facts }) => ({
    title: 'Somebody says that a listing is wrong',
    lines: ['Read what they say. The listing stays on show until you decide.'],
    href: `/council/moderation/reports/${facts.listingId ?? ''}`,
  }),
  LISTING_SHOWN: ({ facts }) => ({
    title: 'Your listing is on show',
    lines: [`${called(facts)} was checked. Everybody can see it now.`],
    href: `/community/${facts.listingId ?? ''}`,
  }),
  LISTING_REFUSED: ({ facts }) => ({
    title: 'Your listing was not put on show',
    lines: [
      `The council did not put what you wrote about ${called(facts)} on show. What was on show before stays so.`,
      ...why(facts),
      'You can change it and send it again.',
    ],
    href: toChange(facts),
  }),
  LISTING_TAKEN_DOWN: ({ facts }) => ({
    title: 'Your listing was taken down',
    lines: [
      `Somebody said that ${called(facts)} is not right. The council took it down.`,
      ...why(facts),
      'You can put it right and send it again.',
    ],
    href: toChange(facts),
  }),
  LISTING_CHECK_SOON: ({ facts }) => ({
    title: 'Is your listing still right?',
    lines: [
      `Please look at ${called(facts)} again${facts.day === undefined ? '' : ` before ${dayInWords(facts.day)}`}.`,
      'Is it still right? One press is enough. If not, change it.',
    ],
    href: stillRight(facts),
  }),
  LISTING_CHECK_NOW: ({ facts }) => ({
    title: 'Nobody has checked your listing for a long time',
    lines: [
      `${called(facts)} now stands below others, and says that nobody has checked it.`,
      'Is it still right? One press puts it back. If not, change it.',
    ],
    href: stillRight(facts),
  }),
  WANTED_SHOWN: ({ facts }) => ({
    title: 'What you look for is on show',
    lines: [`${called(facts)} was checked. Everybody can see it now. Nobody can see that it is yours.`],
    href: `/community/${facts.listingId ?? ''}`,
  }),
  WANTED_NOT_SHOWN: ({ facts }) => ({
    title: 'What you look for is not on show',
    lines: [`The council does not show ${called(facts)}.`, ...why(facts), 'You can write it again in other words.'],
    href: '/my-wanted',
  }),
  WANTED_ANSWERED: ({ facts }) => ({
    title: 'Somebody answered what you look for',
    lines: [`There is an answer to ${called(facts)}. They do not know who you are.`],
    href: '/my-wanted',
  }),
  WANTED_ENDED: ({ facts }) => ({
    title: 'What you look for is not shown any more',
    lines: [`${called(facts)} was shown as long as you asked. Do you still look for it? You can write it again.`],
    href: '/my-wanted',
  }),
  WANTED_ANSWER_TO_CHECK: () => ({
    title: 'An answer waits to be checked',
    lines: ['A provider or a group wrote it to somebody who looks for something.'],
    href: '/council/moderation',
  }),
  WANTED_ANSWER_SHOWN: ({ facts }) => ({
    title: 'Your answer was passed on',
    lines: [`Whoever looks for ${called(facts)} can read your answer now.`],
    href: `/community/${facts.listingId ?? ''}`,
  }),
  WANTED_ANSWER_NOT_SHOWN: ({ facts }) => ({
    title: 'Your answer was not passed on',
    lines: [`The council does not show your answer to ${called(facts)}.`, ...why(facts), 'You can answer again.'],
    href: `/community/${facts.listingId ?? ''}`,
  }),
} as const satisfies Partial<Record<MessageKind, Template>>;
