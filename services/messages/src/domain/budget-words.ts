import type { MessageKind } from './message-kinds.js';
import { dayInWords, from, sentence, sum, type Template } from './word-parts.js';

type BudgetKind = Extract<
  MessageKind,
  | 'CONTRIBUTION_ASKED'
  | 'YEARLY_SUM_ENDS'
  | `BUDGET_${string}`
  | `MONEY_${'OVER' | 'STAYS' | 'GOES_BACK' | 'SET_FREE'}`
  | `FUND_${string}`
>;

const QUESTION = 'If you think that this is wrong, tell the council. You can also ask for somebody to speak for you.';

/** What is decided about a budget. Why stands on its page, with who decided. */
export const BUDGET_TEMPLATES: Readonly<Record<BudgetKind, Template>> = {
  BUDGET_CHANGED: ({ facts, whose, at }) => ({
    title: 'A budget has changed',
    lines: [`${sentence(whose)} budget is ${sum(facts)} a week${from(facts.day)}.`, QUESTION],
    href: at('/my-budget'),
  }),
  BUDGET_PAUSED: ({ facts, whose, at }) => ({
    title: 'A budget is paused',
    lines: [
      `${sentence(whose)} budget is paused${from(facts.day)}. No new money comes in until it starts again.`,
      QUESTION,
    ],
    href: at('/my-budget'),
  }),
  BUDGET_RESTARTED: ({ facts, whose, at }) => ({
    title: 'A budget starts again',
    lines: [`${sentence(whose)} budget starts again${from(facts.day)}.`],
    href: at('/my-budget'),
  }),
  BUDGET_ENDING: ({ facts, whose, at }) => ({
    title: 'A budget will end',
    lines: [
      `${sentence(whose)} budget ends${from(facts.day)}. Visits from then on cannot be paid from it.`,
      'What came before is still paid.',
      QUESTION,
    ],
    href: at('/my-budget'),
  }),
  BUDGET_ENDED: ({ whose, at }) => ({
    title: 'A budget is closed',
    lines: [`${sentence(whose)} budget is closed. Everything is paid, and the last statement is ready.`],
    href: at('/my-budget'),
  }),
  YEARLY_SUM_ENDS: ({ facts, whose, at }) => ({
    title: 'A yearly sum ends',
    lines: [
      `The yearly sum of ${sum(facts)} in ${whose} budget ends${from(facts.day)}. What has come in stays.`,
      QUESTION,
    ],
    href: at('/my-budget'),
  }),
  MONEY_SET_FREE: ({ facts, whose, at }) => ({
    title: 'Extra money is ready to use',
    lines: [`${sum(facts)} that was kept for an emergency is now in ${whose} budget.`],
    href: at('/my-budget'),
  }),
  CONTRIBUTION_ASKED: ({ facts, whose, at }) => ({
    title: 'The council asks for your part of the cost',
    lines: [
      `${sum(facts)} of ${whose} part of the cost is still to pay. ${facts.day === undefined ? 'Please pay it.' : `Please pay it by ${dayInWords(facts.day)}.`}`,
      'Help goes on, paid or not. If it is too much, tell the council. They can look at it again.',
    ],
    href: at('/my-budget/my-part'),
  }),
  MONEY_OVER: ({ facts, whose, at }) => ({
    title: 'The council may take money back',
    lines: [
      `There is more in ${whose} budget than is needed: ${sum(facts)}. The council may take it back.`,
      'Nothing is taken yet. If you need the money, tell the council why before they decide.',
    ],
    href: at('/my-budget'),
  }),
  MONEY_STAYS: ({ whose, at }) => ({
    title: 'The money stays in the budget',
    lines: [`The council looked at what is over in ${whose} budget, and takes nothing back.`],
    href: at('/my-budget'),
  }),
  MONEY_GOES_BACK: ({ facts, whose, at }) => ({
    title: 'The council takes money back',
    lines: [`The council takes ${sum(facts)} back from ${whose} budget.`, QUESTION],
    href: at('/my-budget'),
  }),
  FUND_MOVES: ({ facts, whose, at }) => ({
    title: 'Somebody else will hold the money',
    lines: [
      `${sentence(whose)} fund moves to another provider${from(facts.day)}. All the money moves with it.`,
      QUESTION,
    ],
    href: at('/my-budget'),
  }),
  FUND_LEAVES: ({ facts }) => ({
    title: 'A fund moves to another provider',
    lines: [
      `The fund of ${facts.person ?? 'somebody'} moves away from you${from(facts.day)}. The money that is left goes with it.`,
    ],
    href: '/provider/orders',
  }),
  FUND_COMES: ({ facts }) => ({
    title: 'A fund comes to you',
    lines: [`You hold the fund of ${facts.person ?? 'somebody'}${from(facts.day)}.`],
    href: '/provider/orders',
  }),
};
