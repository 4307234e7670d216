import type { MessageKind } from './message-kinds.js';
import {
  dayInWords,
  from,
  moneyBack,
  provider,
  sentence,
  service,
  theirOrder,
  visits,
  type Template,
} from './word-parts.js';

/** Orders: asked for, answered, changed, tried and dearer. */
export const ORDER_TEMPLATES = {
  ORDER_TO_ANSWER: ({ facts }) => ({
    title: 'A new order waits for your answer',
    lines: [
      `${facts.person ?? 'Somebody'} would like ${service(facts)}${from(facts.day)}.`,
      'Say yes, or say no and why.',
    ],
    href: `/provider/orders/${facts.orderId ?? ''}`,
  }),
  ORDER_TO_APPROVE: ({ facts }) => ({
    title: 'An order waits for your decision',
    lines: [`${facts.person ?? 'Somebody'} asked for ${service(facts)} from ${provider(facts)}${from(facts.day)}.`],
    href: `/council/approvals/${facts.orderId ?? ''}`,
  }),
  ORDER_PLACED_FOR_YOU: ({ facts }) => ({
    title: 'Somebody ordered for you',
    lines: [
      `${facts.actor ?? 'Somebody'} ordered ${service(facts)} from ${provider(facts)} for you${from(facts.day)}.`,
      'Is it not what you want? You can cancel it.',
    ],
    href: theirOrder(facts),
  }),
  ORDER_ACCEPTED: ({ facts, whose, at }) => ({
    title: 'The answer to an order is yes',
    lines: [`${provider(facts)} said yes to ${whose} order for ${service(facts)}${from(facts.day)}.`],
    href: at(theirOrder(facts)),
  }),
  // Consumer Contracts Regulations 2013, regulation 16: what was said before the order, to keep.
  OWN_PURCHASE_AGREED: ({ facts }) => ({
    title: 'You can change your mind',
    lines: [
      `${provider(facts)} said yes to your order for ${service(facts)}${from(facts.day)}. You pay for it with your own money, by card, after each visit that you confirm.`,
      facts.until === undefined
        ? 'You may change your mind for 14 days. You do not have to say why.'
        : `You may change your mind until the end of ${dayInWords(facts.until)}. You do not have to say why.`,
      'Cancel it here, or tell the provider in any clear words. There is also a form, on the page “Your rights when you buy”.',
      'You pay for the visits that you had, and nothing for the others. What you paid too much comes back in 14 days, the way you paid it.',
    ],
    href: theirOrder(facts),
  }),
  ORDER_DECLINED: ({ facts, whose, at }) => ({
    title: 'The answer to an order is no',
    lines: [
      `${provider(facts)} said no to ${whose} order for ${service(facts)}.`,
      ...(facts.reason === undefined ? [] : [`They wrote: “${facts.reason}”`]),
      `${moneyBack(facts)} You can look for somebody else.`,
    ],
    href: at(theirOrder(facts)),
  }),
  ORDER_REFUSED: ({ facts, whose, at }) => ({
    title: 'The council has decided about an order',
    lines: [
      `The council said no to ${whose} order for ${service(facts)} from ${provider(facts)}.`,
      ...(facts.reason === undefined ? [] : [`They wrote: “${facts.reason}”`]),
      'The money that was promised is back. If you think this is wrong, call the council and ask for it to be looked at again.',
    ],
    href: at(theirOrder(facts)),
  }),
  ORDER_EXPIRED: ({ facts, whose, at }) => ({
    title: 'Nobody answered an order in time',
    lines: [
      `Nobody answered ${whose} order for ${service(facts)} from ${provider(facts)} before it was to begin, so it has ended.`,
      `${moneyBack(facts)} You can order again, or look for somebody else.`,
    ],
    href: at(theirOrder(facts)),
  }),
  ORDER_EXPIRED_UNANSWERED: ({ facts }) => ({
    title: 'An order ended because nobody answered it',
    lines: [`${facts.person ?? 'Somebody'} had asked for ${service(facts)}${from(facts.day)}.`],
    href: `/provider/orders/${facts.orderId ?? ''}`,
  }),
  CHANGE_TO_ANSWER: ({ facts }) => ({
    title: 'A change of an order waits for your answer',
    lines: [
      `${facts.person ?? 'Somebody'} would like to change ${service(facts)}.`,
      'Say yes, or say no and why. Until then the visits stay in your list as they were asked for.',
    ],
    href: `/provider/orders/${facts.orderId ?? ''}`,
  }),
  ORDER_CHANGED: ({ facts }) => ({
    title: 'An order has changed',
    lines: [`${facts.person ?? 'Somebody'} changed what you should know about ${service(facts)}. Nothing to answer.`],
    href: `/provider/orders/${facts.orderId ?? ''}`,
  }),
  CHANGE_ACCEPTED: ({ facts, whose, at }) => ({
    title: 'The answer to a change is yes',
    lines: [`${provider(facts)} said yes to the change of ${whose} order for ${service(facts)}.`],
    href: at(theirOrder(facts)),
  }),
  CHANGE_DECLINED: ({ facts, whose, at }) => ({
    title: 'The answer to a change is no',
    lines: [
      `${provider(facts)} said no to the change of ${whose} order for ${service(facts)}.`,
      'Everything goes on as it was before the change. The order says why.',
    ],
    href: at(theirOrder(facts)),
  }),
  PRICE_RISE_TO_ANSWER: ({ facts, whose, at }) => ({
    title: 'A price goes up, and we need your answer',
    lines: [
      `The price of ${whose} ${service(facts)} with ${provider(facts)} goes up${from(facts.day)}.`,
      'You can agree, or stop from that day free of charge. If you say nothing, it goes on at the new price.',
    ],
    href: at(theirOrder(facts)),
  }),
  OWN_MONEY_TO_ANSWER: ({ facts, whose, at }) => ({
    title: 'The council pays less of an order, and we need your answer',
    lines: [
      `The council pays less of ${whose} ${service(facts)} with ${provider(facts)}${from(facts.day)}.`,
      'You can agree to pay the rest with own money, or stop from that day free of charge. Nobody pays more until you say yes.',
    ],
    href: at(theirOrder(facts)),
  }),
  TRIAL_TO_DECIDE: ({ facts, whose, at }) => ({
    title: 'How did the trial visit go?',
    lines: [
      `${sentence(whose)} trial of ${service(facts)} with ${provider(facts)} has happened.`,
      'You can go on with it, or say that it is not for you. If you say nothing, nothing is ordered.',
    ],
    href: at(`${theirOrder(facts)}/how-it-went`),
  }),
  TRIAL_NOT_CONTINUED: ({ facts }) => ({
    title: 'A trial visit does not go on',
    lines: [`${facts.person ?? 'Somebody'} will not go on with ${service(facts)} after the trial visit.`],
    href: `/provider/orders/${facts.orderId ?? ''}`,
  }),
  NEW_PRICE: ({ facts, whose, at }) => ({
    title: 'A price has changed',
    lines: [
      `${sentence(whose)} ${service(facts)} with ${provider(facts)} has the council’s new price${from(facts.day)}.`,
    ],
    href: at(theirOrder(facts)),
  }),
  VISITS_NOT_PAID_FOR: ({ facts, at }) => ({
    title: 'There is not enough money for some visits',
    lines: [
      `At the new price the money does not reach for ${visits(facts.count)} of ${service(facts)} with ${provider(facts)}.`,
      'Change the order to something smaller, or ask the council for help.',
    ],
    href: at(theirOrder(facts)),
  }),
  URGENT_CARE_TO_ANSWER: ({ facts }) => ({
    title: 'Urgent: somebody needs help now',
    lines: [
      `The council asks you to start ${service(facts)} for ${facts.person ?? 'somebody'}${from(facts.day)}.`,
      'Please answer at once. If you cannot come, say no, so that somebody else can be found.',
    ],
    href: `/provider/orders/${facts.orderId ?? ''}`,
  }),
  URGENT_CARE_FOR_YOU: ({ facts, whose, at }) => ({
    title: 'Urgent help is on its way',
    lines: [
      `The council asked ${provider(facts)} to start ${service(facts)}${from(facts.day)}. It is on ${whose} list.`,
    ],
    href: at(theirOrder(facts)),
  }),
  ORDER_RESUMED_AT_PROVIDER: ({ facts }) => ({
    title: 'Visits go on',
    lines: [`The visits for ${facts.person ?? 'somebody'} (${service(facts)}) go on${from(facts.day)}.`],
    href: `/provider/orders/${facts.orderId ?? ''}`,
  }),
} as const satisfies Partial<Record<MessageKind, Template>>;
