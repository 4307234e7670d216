import type { MessageKind } from './message-kinds.js';
import type { MessageFacts } from './notice.js';
import { provider, service, type Template } from './word-parts.js';

const about = (facts: MessageFacts): string => (facts.service === undefined ? '' : ` about ${service(facts)}`);

/** Ask before you buy. */
export const STORE_QUESTION_TEMPLATES = {
  STORE_QUESTION_TO_ANSWER: ({ facts }) => ({
    title: 'Somebody asks you something',
    lines: [
      `Somebody has a question${about(facts)} before they buy.`,
      'We do not tell you who. They read your answer here.',
    ],
    href: '/provider/questions',
  }),
  STORE_QUESTION_ANSWERED: ({ facts }) => ({
    title: 'Your question was answered',
    lines: [`${provider(facts)} answered your question${about(facts)}.`],
    href: '/my-questions',
  }),
  STORE_QUESTION_TO_CHECK: ({ facts }) => ({
    title: 'A question and its answer wait to be checked',
    lines: ['Two people agreed to show them, or somebody says that they are not right.'],
    href: `/council/moderation/questions/${facts.questionId ?? ''}`,
  }),
  STORE_QUESTION_SHOWN: ({ facts }) => ({
    title: 'Your question helps others now',
    lines: [`Your question${about(facts)} and its answer are shown, without your name.`],
    href: '/my-questions',
  }),
  STORE_QUESTION_SHOWN_AT_PROVIDER: ({ facts }) => ({
    title: 'An answer of yours is shown',
    lines: [`A question${about(facts)} and your answer are shown to everybody.`],
    href: '/provider/questions',
  }),
  STORE_QUESTION_NOT_SHOWN: ({ facts }) => ({
    title: 'Your question is not shown',
    lines: [
      `The council does not show your question${about(facts)}.`,
      ...(facts.reason === undefined ? [] : [`Why: ${facts.reason}`]),
    ],
    href: '/my-questions',
  }),
} as const satisfies Partial<Record<MessageKind, Template>>;
