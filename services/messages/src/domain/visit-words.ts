import { type Template, from, moneyBack, on, provider, sentence, service, sum, theirOrder } from './word-parts.js';
import type { MessageFacts } from './notice.js';
import type { MessageKind } from './message-kinds.js';

const theVisitTo = (facts: MessageFacts): string => `the visit to ${facts.person ?? 'somebody'}${on(facts.day)}`;
const SETTLED: Readonly<Record<string, (facts: MessageFacts) => string>> = {
  AGREED: (facts) => `They said yes to your answer: ${sum(facts)} is owed.`,
  WITHDRAWN: () => 'They took the question back. The visit stands as it was entered.',
  PAY_FULL: () => 'All of it is paid.',
  PAY_PART: (facts) => `A part of it is paid: ${sum(facts)}.`,
  PAY_NOTHING: () => 'Nothing is paid for it.',
};
const settledWords = (facts: MessageFacts): string => SETTLED[facts.outcome ?? '']?.(facts) ?? 'You can read how.';

/** What is said when a visit has not begun, was questioned, or somebody else is to come. */
export const VISIT_TEMPLATES = {
  QUESTION_ANSWERED: ({ facts, whose, at }) => ({
    title: 'There is an answer about a visit',
    lines: [
      `${provider(facts)} answered what was asked about ${whose} visit${on(facts.day)}.`,
      'Look at it. Say yes, or ask the council to decide.',
    ],
    href: at('/my-support'),
  }),
  QUESTION_MESSAGE: ({ facts, whose, at }) => ({
    title: 'Somebody wrote about a visit',
    lines: [`There is a new message in the question about ${whose} visit${on(facts.day)}.`],
    href: at(facts.disputeId === undefined ? '/my-support' : `/my-support/questions/${facts.disputeId}`),
  }),
  QUESTION_MESSAGE_AT_PROVIDER: ({ facts }) => ({
    title: 'Somebody wrote about a visit',
    lines: [`There is a new message in the question about ${theVisitTo(facts)}.`],
    href: `/provider/disputes/${facts.deliveryId ?? ''}`,
  }),
  QUESTION_MESSAGE_TO_COUNCIL: ({ facts }) => ({
    title: 'Somebody wrote about a visit',
    lines: [`There is a new message in a question about a visit${on(facts.day)} that you decide.`],
    href: `/council/questions/${facts.disputeId ?? ''}`,
  }),
  QUESTION_WITH_COUNCIL: ({ facts, whose, at }) => ({
    title: 'The council decides about a visit',
    lines: [
      `You and the provider did not agree about ${whose} visit${on(facts.day)}. The council looks at it now.`,
      'The money stays where it is until then. You can still write.',
    ],
    href: at(facts.disputeId === undefined ? '/my-support' : `/my-support/questions/${facts.disputeId}`),
  }),
  QUESTION_WITH_COUNCIL_AT_PROVIDER: ({ facts }) => ({
    title: 'The council decides about a visit',
    lines: [`The council looks at the question about ${theVisitTo(facts)} now. You can still write.`],
    href: `/provider/disputes/${facts.deliveryId ?? ''}`,
  }),
  QUESTION_TO_DECIDE: ({ facts }) => ({
    title: 'A question about a visit waits for you',
    lines: [`Two sides did not agree about a visit${on(facts.day)}. Read what both wrote, and decide.`],
    href: '/council/questions',
  }),
  QUESTION_DECIDED: ({ facts, whose, at }) => ({
    title: 'The council decided about a visit',
    lines: [`It was about ${whose} visit${on(facts.day)} from ${provider(facts)}.`, settledWords(facts)],
    href: at(facts.disputeId === undefined ? '/my-support' : `/my-support/questions/${facts.disputeId}`),
  }),
  QUESTION_SETTLED_AT_PROVIDER: ({ facts }) => ({
    title: 'A question about a visit is settled',
    lines: [`It was about ${theVisitTo(facts)}.`, settledWords(facts)],
    href: `/provider/disputes/${facts.deliveryId ?? ''}`,
  }),
  MONEY_CAME_BACK: ({ facts, whose, at }) => ({
    title: 'Money came back',
    lines: [
      `${sum(facts)} of ${whose} visit${on(facts.day)} from ${provider(facts)} is in the budget again.`,
      'It was questioned after it was confirmed, and costs less now.',
    ],
    href: at(facts.disputeId === undefined ? '/my-budget' : `/my-support/questions/${facts.disputeId}`),
  }),
  CREDIT_NOTE_MADE: ({ facts }) => ({
    title: 'A credit note was made for a visit',
    lines: [
      `${sentence(theVisitTo(facts))} costs less than your invoice says. We made a credit note.`,
      'It is taken off the next payments to you.',
    ],
    href: '/provider/money#credit-notes',
  }),
  VISIT_NOT_STARTED: ({ facts, whose, at }) => ({
    title: 'A visit has not begun',
    lines: [
      `${provider(facts)} should be there by now for ${whose} visit${on(facts.day)}, and has not said so.`,
      'We told them and the council. If nobody is there, ring them.',
    ],
    href: at(facts.orderId === undefined ? '/my-orders' : theirOrder(facts)),
  }),
  VISIT_NOT_STARTED_AT_PROVIDER: ({ facts }) => ({
    title: 'A visit has not begun',
    lines: [
      `${sentence(theVisitTo(facts))} should have begun, and nobody said that they are there.`,
      'Ring your worker. When they are there, let them say so, or enter the visit.',
    ],
    href: `/provider/orders/${facts.orderId ?? ''}`,
  }),
  VISIT_NOT_STARTED_TO_WATCH: () => ({
    title: 'A visit has not begun',
    lines: ['A visit should have begun, and nobody said that they are there. See whose it is, and ring.'],
    href: '/council/not-started',
  }),
  COVER_TO_ANSWER: ({ facts }) => ({
    title: 'Can you take over a visit?',
    lines: [
      `A visit${on(facts.day)} has lost its provider. You are one of those who are asked to come instead.`,
      'The first to say yes has it.',
    ],
    href: '/provider/cover',
  }),
  PROVIDER_ENDED: ({ facts, whose, at }) => ({
    title: 'A provider stops coming',
    lines: [
      `${provider(facts)} stops ${whose} order for ${service(facts)}${from(facts.day)}.`,
      ...(facts.reason === undefined ? [] : [`They wrote: “${facts.reason}”`]),
      `It costs nothing. ${moneyBack(facts)} Visits that happened stay as they are.`,
      'See who else could come. Do you need help sooner? Ring the council.',
    ],
    href: at(theirOrder(facts)),
  }),
  PROVIDER_ENDED_TO_WATCH: ({ facts }) => ({
    title: 'Somebody has lost a provider',
    lines: [
      `${provider(facts)} stops coming to ${facts.person ?? 'somebody'} (${service(facts)})${from(facts.day)}.`,
      ...(facts.reason === undefined ? [] : [`They wrote: “${facts.reason}”`]),
      'They were told, and can ask others. See that nobody is left without care.',
    ],
    href: '/council/people',
  }),
  PROVIDER_ENDED_TO_APPROVER: ({ facts }) => ({
    title: 'An order you approved was stopped',
    lines: [
      `${provider(facts)} stops coming to ${facts.person ?? 'somebody'} (${service(facts)})${from(facts.day)}.`,
      ...(facts.reason === undefined ? [] : [`They wrote: “${facts.reason}”`]),
      'The person and their care manager were told. An order with somebody else may come to you again.',
    ],
    href: `/council/approvals/${facts.orderId ?? ''}`,
  }),
  REPLACEMENT_TO_ANSWER: ({ facts }) => ({
    title: 'Can you take over an order?',
    lines: [
      `Somebody looks for a new provider${from(facts.day)}, for visits that repeat. You are one of those who are asked.`,
      'The first to say yes has it.',
    ],
    href: '/provider/cover',
  }),
  REPLACEMENT_FOUND: ({ facts, whose, at }) => ({
    title: 'Somebody else takes over',
    lines: [`${provider(facts)} takes over ${whose} visits. See the new order, and from which day they come.`],
    href: at(facts.orderId === undefined ? '/my-orders' : theirOrder(facts)),
  }),
  REPLACEMENT_NOT_FOUND: ({ facts, whose, at }) => ({
    title: 'Nobody else can take over',
    lines: [
      `None of those who were asked can take over ${whose} visits. Nothing was ordered.`,
      'You can ask for a later day, or look for somebody else.',
    ],
    href: at(facts.orderId === undefined ? '/my-orders' : theirOrder(facts)),
  }),
  COVER_FOUND: ({ facts, whose, at }) => ({
    title: 'Somebody else can come',
    lines: [`${provider(facts)} comes instead for ${whose} visit${on(facts.day)}.`],
    href: at(facts.orderId === undefined ? '/my-orders' : theirOrder(facts)),
  }),
  COVER_NOT_FOUND: ({ facts, whose, at }) => ({
    title: 'Nobody else can come',
    lines: [
      `None of those who were asked can come for ${whose} visit${on(facts.day)}. Its money is back in the budget.`,
      'You can look for somebody else.',
    ],
    href: at('/my-orders'),
  }),
} as const satisfies Partial<Record<MessageKind, Template>>;
