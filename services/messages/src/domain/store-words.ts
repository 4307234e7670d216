import type { MessageKind } from './message-kinds.js';
import type { MessageFacts } from './notice.js';
import { dayInWords, provider, sentence, type Template } from './word-parts.js';

const PAPERS: Readonly<Record<string, string>> = {
  INSURANCE: 'your insurance',
  SAFEGUARDING: 'your safeguarding statement',
  DBS: 'your DBS check',
};

const paper = ({ outcome }: MessageFacts): string => PAPERS[outcome ?? ''] ?? 'one of your papers';
const lastDay = ({ day }: MessageFacts): string =>
  day === undefined || day === '' ? 'a day that is near' : dayInWords(day);

/** A store's papers: told to its people, and to the councils that look at them. */
export const STORE_TEMPLATES = {
  CONFIRM_EMAIL: ({ facts }) => ({
    title: 'Say that this email is yours',
    lines: [
      'Somebody asked to sell support here with this email address. If it was you, open the link and enter the password you chose.',
      'If it was not you, do nothing. Then nothing happens.',
    ],
    href: `/join/confirm?token=${facts.token ?? ''}`,
  }),
  JOINED_ALREADY: () => ({
    title: 'You have an account already',
    lines: [
      'Somebody asked to join with your email address. You have an account already, so nothing was changed.',
      'If it was you, sign in. If you cannot, talk to us.',
    ],
    href: '/sign-in',
  }),
  STORE_TO_CHECK: ({ facts }) => ({
    title: 'A store’s papers wait to be checked',
    lines: [`${provider(facts)} told us something new about insurance, safeguarding or checks.`],
    href: `/council/stores/${facts.storeId ?? ''}`,
  }),
  STORE_ACCEPTED: () => ({
    title: 'A council has accepted your store',
    lines: ['It looked at your papers. People see this on your page.'],
    href: '/provider/store/checks',
  }),
  STORE_DECLINED: ({ facts }) => ({
    title: 'A council has not accepted your store',
    lines: [
      ...(facts.reason === undefined ? [] : [`It says: “${facts.reason}”`]),
      'You can still sell. Put it right, and the council looks again. Call the council if you do not agree.',
    ],
    href: '/provider/store/checks',
  }),
  PAPER_ENDS_SOON: ({ facts }) => ({
    title: 'One of your papers ends soon',
    lines: [
      `${sentence(paper(facts))} ends on ${lastDay(facts)}. Everybody can see that day on your page.`,
      'Tell us the new day when you have it.',
    ],
    href: '/provider/store/checks',
  }),
  PAPER_ENDS: ({ facts }) => ({
    title: 'One of your papers has come to its last day',
    lines: [
      `The last day of ${paper(facts)} is ${lastDay(facts)}. After it your page says that it ran out.`,
      ...(facts.outcome === 'INSURANCE' ? ['Councils do not count as having accepted you without insurance.'] : []),
      'Tell us the new day when you have it.',
    ],
    href: '/provider/store/checks',
  }),
} as const satisfies Readonly<Partial<Record<MessageKind, Template>>>;
