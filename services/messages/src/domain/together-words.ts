import type { MessageKind } from './message-kinds.js';
import type { MessageFacts } from './notice.js';
import {
  from,
  jointOrder,
  provider,
  sentence,
  service,
  sharedOrder,
  theirOrder,
  visits,
  type Template,
} from './word-parts.js';

const SHARED_ENDS: Readonly<Record<string, string>> = {
  DECLINED: 'One of you said no.',
  LAPSED: 'Not everybody answered in time.',
  WITHDRAWN: 'It was taken back by the one who asked.',
  MONEY: 'The money of one of you does not reach.',
  PRICE: 'The price has changed for one of you.',
};
const sharedEnd = (facts: MessageFacts): string =>
  SHARED_ENDS[facts.outcome ?? ''] ?? 'One of you cannot order this now.';

const JOINT_ENDS: Readonly<Record<string, string>> = {
  DECLINED: 'Somebody said no.',
  LAPSED: 'Not everybody answered in time.',
  WITHDRAWN: 'It was taken back by the one who asked.',
  MONEY: 'There is not enough money left for it now.',
  PRICE: 'The price is another one now.',
  LIMIT: 'It is more than one of those who act together may order.',
  MANDATE: 'Not all of those who act together may do so any more.',
};
const jointEnd = (facts: MessageFacts): string => JOINT_ENDS[facts.outcome ?? ''] ?? 'It cannot be ordered any more.';

/** Ordering together, and the second yes of those who act together. */
export const TOGETHER_TEMPLATES = {
  SHARED_ORDER_TO_ANSWER: ({ facts, at }) => ({
    title: 'Somebody would like to order together with you',
    lines: [
      `${facts.actor ?? 'Somebody'} asks if you would like to share ${service(facts)} from ${provider(facts)}.`,
      'See what it costs you, then say yes or no. Nothing is ordered before everybody has said yes.',
    ],
    href: at(sharedOrder(facts)),
  }),
  SHARED_ORDER_PLACED: ({ facts, at }) => ({
    title: 'Everybody said yes: it is ordered',
    lines: [
      `You share ${service(facts)} from ${provider(facts)}. Each of you pays their own part.`,
      'The provider answers next.',
    ],
    href: at(sharedOrder(facts)),
  }),
  SHARED_ORDER_NOT_ORDERED: ({ facts, at }) => ({
    title: 'Ordering together did not work out',
    lines: [
      sharedEnd(facts),
      `Nothing was ordered from ${provider(facts)}, and no money was promised. You can ask again, or order alone.`,
    ],
    href: at(sharedOrder(facts)),
  }),
  SHARED_VISITS_CANCELLED: ({ facts, at }) => ({
    title: 'A visit that you share was cancelled',
    lines: [
      `${facts.count === 1 ? 'A visit' : visits(facts.count)} of ${service(facts)} from ${provider(facts)}${from(facts.day)} cannot happen for all of you, so ${facts.count === 1 ? 'it was' : 'they were'} cancelled for everybody.`,
      'It cost you nothing and your money is back. You can order again, together or alone, at the new price.',
    ],
    href: at(theirOrder(facts)),
  }),
  JOINT_ORDER_TO_ANSWER: ({ facts, at }) => ({
    title: 'Your yes is needed for an order',
    lines: [
      `${facts.actor ?? 'Somebody'} would like to order ${service(facts)} from ${provider(facts)} for ${facts.person ?? 'somebody'}.`,
      'You act for them together, so it needs your yes too. See what it is and what it costs, then say yes or no. Until then nothing is ordered.',
    ],
    href: at(jointOrder(facts)),
  }),
  JOINT_ORDER_ASKED_FOR_YOU: ({ facts, at }) => ({
    title: 'Somebody would like to order for you',
    lines: [
      `${facts.actor ?? 'Somebody'} would like to order ${service(facts)} from ${provider(facts)} for you. Whoever else acts for you has to say yes too.`,
      'Nothing is ordered yet. If you do not want it, say no.',
    ],
    href: at(jointOrder(facts)),
  }),
  JOINT_ORDER_PLACED: ({ facts, whose, at }) => ({
    title: 'Everybody said yes: it is ordered',
    lines: [`${sentence(service(facts))} from ${provider(facts)} is on ${whose} list. The provider answers next.`],
    href: at(jointOrder(facts)),
  }),
  JOINT_ORDER_NOT_ORDERED: ({ facts, at }) => ({
    title: 'Something was not ordered',
    lines: [
      jointEnd(facts),
      `So ${service(facts)} from ${provider(facts)} was not ordered, and no money was promised. It can be asked for again.`,
    ],
    href: at(jointOrder(facts)),
  }),
} as const satisfies Partial<Record<MessageKind, Template>>;
