import { formatPounds } from '@owncourse/kernel/contract';
import type { MessageWords } from '../contract/messages.port.js';
import type { MessageKind } from './message-kinds.js';
import type { MessageFacts } from './notice.js';
import { BUDGET_TEMPLATES } from './budget-words.js';
import { VISIT_TEMPLATES } from './visit-words.js';
import {
  type Template,
  dayInWords,
  from,
  invoices,
  missing,
  on,
  provider,
  sentence,
  service,
  sharedOrder,
  theirOrder,
  until,
  visits,
} from './word-parts.js';

/** How the reader stands to what the message is about. */
export type Reader = 'SELF' | 'OTHER';

const SHARED_ENDS: Readonly<Record<string, string>> = {
  DECLINED: 'One of you said no.',
  LAPSED: 'Not everybody answered in time.',
  WITHDRAWN: 'It was taken back by the one who asked.',
  MONEY: 'The money of one of you does not reach.',
  PRICE: 'The price has changed for one of you.',
};
const sharedEnd = (facts: MessageFacts): string =>
  SHARED_ENDS[facts.outcome ?? ''] ?? 'One of you cannot order this now.';
/** Titles are mail subjects too: no money, no names, no kind of care. */
const TEMPLATES: Readonly<Record<MessageKind, Template>> = {
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
  ORDER_DECLINED: ({ facts, whose, at }) => ({
    title: 'The answer to an order is no',
    lines: [
      `${provider(facts)} said no to ${whose} order for ${service(facts)}.`,
      ...(facts.reason === undefined ? [] : [`They wrote: “${facts.reason}”`]),
      'The money that was promised is back. You can look for somebody else.',
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
      'The money that was promised is back. You can order again, or look for somebody else.',
    ],
    href: at(theirOrder(facts)),
  }),
  ORDER_EXPIRED_UNANSWERED: ({ facts }) => ({
    title: 'An order ended because nobody answered it',
    lines: [`${facts.person ?? 'Somebody'} had asked for ${service(facts)}${from(facts.day)}.`],
    href: `/provider/orders/${facts.orderId ?? ''}`,
  }),
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
  SHORT_WEEK: ({ facts, whose, at }) => ({
    title: 'Money will run short',
    lines: [
      `In the week of ${facts.day === undefined ? 'a coming Monday' : dayInWords(facts.day)} ${whose} money will not reach${missing(facts)}.`,
      'Nothing is lost yet. See what would help, or call the council.',
    ],
    href: at('/my-budget'),
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
  ORDER_RESUMED_AT_PROVIDER: ({ facts }) => ({
    title: 'Visits go on',
    lines: [`The visits for ${facts.person ?? 'somebody'} (${service(facts)}) go on${from(facts.day)}.`],
    href: `/provider/orders/${facts.orderId ?? ''}`,
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
  ...VISIT_TEMPLATES,
  ...BUDGET_TEMPLATES,
  INVOICES_TO_APPROVE: ({ facts }) => ({
    title: 'Invoices wait to be approved',
    lines: [`${invoices(facts.count)} came in. Each was compared with its order and its visit.`],
    href: '/council/invoices',
  }),
  INVOICE_FOR_YOU: ({ facts, whose, at }) => ({
    title: 'A bill has come',
    lines: [
      `${provider(facts)} sent ${whose} bill ${facts.invoiceNumber ?? ''} for ${formatPounds(BigInt(facts.totalPence ?? '0'))}.`,
      'It is for visits that were confirmed. It is already counted in the budget.',
    ],
    href: at('/my-budget'),
  }),
  INVOICES_MADE: ({ facts }) => ({
    title: 'Invoices were made for you',
    lines: [`We made ${invoices(facts.count)} from your confirmed visits. You need not send any.`],
    href: '/provider/money',
  }),
  INVOICES_APPROVED: ({ facts }) => ({
    title: 'Invoices of yours are approved',
    lines: [`${invoices(facts.count)} of yours ${facts.count === 1 ? 'is' : 'are'} approved and will be paid.`],
    href: '/provider/money',
  }),
  PAYMENT_ON_ITS_WAY: ({ facts }) => ({
    title: 'A payment is on its way',
    lines: [`The council paid ${invoices(facts.count)} of yours.`],
    href: '/provider/money',
  }),
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
  LISTING_TO_CHECK: ({ facts }) => ({
    title: 'A community listing waits to be checked',
    lines: ['A group wrote something new, or changed it.'],
    href: `/council/moderation/listings/${facts.listingId ?? ''}`,
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
