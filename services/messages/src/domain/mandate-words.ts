import type { MessageKind } from './message-kinds.js';
import { from, on, sentence, until, type Template } from './word-parts.js';

/** Who acts for whom. */
export const MANDATE_TEMPLATES = {
  MANDATE_RECEIVED: ({ facts }) => ({
    title: 'Somebody asked you to help them',
    lines: [`You can act for ${facts.person ?? 'somebody'}${from(facts.day)}.`, 'See what you may do for them.'],
    href: `/people-i-help/${facts.personId ?? ''}`,
  }),
  MANDATE_RECORDED_FOR_YOU: ({ facts }) => ({
    title: 'Somebody can act for you now',
    lines: [
      `The council wrote down that ${facts.actor ?? 'somebody'} can act for you${from(facts.day)}.`,
      'You keep your own sign-in and you see all they do. You can end it at any time. Call us if you did not expect this.',
    ],
    href: '/who-can-act-for-me',
  }),
  MANDATE_ENDED: ({ facts }) => ({
    title: 'You no longer act for somebody',
    lines: [`Your permission to act for ${facts.person ?? 'somebody'} has ended. Orders that run go on.`],
    href: '/people-i-help',
  }),
  MANDATE_ENDED_FOR_YOU: ({ facts }) => ({
    title: 'Somebody no longer acts for you',
    lines: [`${sentence(facts.actor ?? 'somebody')} can do nothing for you any more. What was ordered goes on.`],
    href: '/who-can-act-for-me',
  }),
  MANDATE_ENDS_SOON: ({ facts }) => ({
    title: 'Your permission to act for somebody ends soon',
    lines: [
      `Your permission to act for ${facts.person ?? 'somebody'} ends${on(facts.until)}.`,
      'Should it go on? Only they can give it again.',
    ],
    href: `/people-i-help/${facts.personId ?? ''}`,
  }),
  MANDATE_ENDS_SOON_FOR_YOU: ({ facts }) => ({
    title: 'A permission you gave ends soon',
    lines: [
      `${sentence(facts.actor ?? 'somebody')} can act for you until${until(facts.until)}.`,
      'Should it go on? Give it again. If not, you need do nothing.',
    ],
    href: '/who-can-act-for-me',
  }),
  CONFLICT_DECLARED_FOR_YOU: ({ facts }) => ({
    title: 'Something was written down about who acts for you',
    lines: [
      `${sentence(facts.actor ?? 'somebody')} also has a stake in somebody who sells to you. It was written down that you know it.`,
      'The council looks at each such order first. Is it not true? Call us.',
    ],
    href: '/who-can-act-for-me',
  }),
  MANDATE_QUESTIONED: ({ facts }) => ({
    title: 'Somebody asks about who acts for them',
    lines: ['Read it in private, and answer the person alone. Whoever acts for them does not see that they asked.'],
    href: `/council/people/${facts.personId ?? ''}/who-acts`,
  }),
} as const satisfies Partial<Record<MessageKind, Template>>;
