import type { MessageKind } from './message-kinds.js';
import { dayInWords, from, on, provider, sentence, service, theirOrder, visits, type Template } from './word-parts.js';

/** Visits: resting, cancelled, entered, confirmed and questioned. */
export const VISIT_DAY_TEMPLATES = {
  VISITS_REST: ({ facts, whose, at }) => ({
    title: 'Visits rest for a while',
    lines: [
      `${sentence(whose)} visits rest${from(facts.day)}${facts.until === undefined ? '' : ` until ${dayInWords(facts.until)}`}.`,
      'Nobody comes in that time. Is it not right? Call the council.',
    ],
    href: at('/my-support'),
  }),
  VISITS_GO_ON: ({ facts, whose, at }) => ({
    title: 'Visits go on',
    lines: [`${sentence(whose)} visits go on${from(facts.day)}.`],
    href: at('/my-support'),
  }),
  VISITS_CANCELLED: ({ facts, whose, at }) => ({
    title: facts.count === 1 ? 'A visit is cancelled' : 'Visits are cancelled',
    lines: [
      `${sentence(visits(facts.count))} of ${whose} order for ${service(facts)} from ${provider(facts)} will not happen. ${
        facts.count === 1 ? 'It was to be' : 'The first was to be'
      }${on(facts.day)}.`,
    ],
    href: at(theirOrder(facts)),
  }),
  VISITS_CANCELLED_AT_PROVIDER: ({ facts }) => ({
    title: facts.count === 1 ? 'A visit is cancelled' : 'Visits are cancelled',
    lines: [
      `${visits(facts.count)} for ${facts.person ?? 'somebody'} (${service(facts)}) will not happen. ${
        facts.count === 1 ? 'It was to be' : 'The first was to be'
      }${on(facts.day)}.`,
    ],
    href: `/provider/orders/${facts.orderId ?? ''}`,
  }),
  VISITS_TO_CONFIRM: ({ facts, whose, at }) => ({
    title: facts.count === 1 ? 'Did this visit happen?' : 'Did these visits happen?',
    lines: [
      `${provider(facts)} entered ${visits(facts.count)} on ${whose} list. ${
        facts.count === 1 ? 'It was' : 'The first was'
      }${on(facts.day)}.`,
      'Say that it is right, or tell them what is not.',
    ],
    href: at('/my-support'),
  }),
  VISITS_CONFIRMED_FOR_YOU: ({ facts }) => ({
    title: 'Somebody confirmed visits for you',
    lines: [
      `${facts.actor ?? 'Somebody'} said that ${visits(facts.count)} with ${provider(facts)} happened as agreed.`,
    ],
    href: '/my-support',
  }),
  VISITS_CONFIRMED_BY_SILENCE: ({ facts, whose, at }) => ({
    title: facts.count === 1 ? 'A visit counts as right' : 'Visits count as right',
    lines: [
      `Nobody said anything against ${visits(facts.count)} with ${provider(facts)} on ${whose} list, so ${
        facts.count === 1 ? 'it counts' : 'they count'
      } as right.`,
      'Was something wrong? You can still say so. Call the council.',
    ],
    href: at('/my-support'),
  }),
  VISIT_QUESTIONED: ({ facts }) => ({
    title: 'Somebody says a visit was not right',
    lines: [
      `${facts.person ?? 'Somebody'} says that the note of the visit${on(facts.day)} is not right.`,
      ...(facts.reason === undefined ? [] : [`They wrote: “${facts.reason}”`]),
      'Look at it, and put it right.',
    ],
    href: `/provider/disputes/${facts.deliveryId ?? ''}`,
  }),
} as const satisfies Partial<Record<MessageKind, Template>>;
