import { formatPounds, type Pence } from '@owncourse/kernel/contract';
import { cancellingWords, dayPence, type OrderForLetter } from './letter-content.js';
import { dayInWords, list, timeInWords, whenInWords } from './when-in-words.js';

/** An order as it would stand, for reading out before it is sent. */
export interface OrderToReadBack extends OrderForLetter {
  /** Who speaks in the person's place; null when they speak themselves. */
  readonly speakerFor: string | null;
  /** One visit to meet first. */
  readonly isTrial: boolean;
  /** Visits in the plan that cost something else than the others. */
  readonly otherPrices: number;
  readonly leftPence: Pence;
  readonly looksCouncil: boolean;
}

/** The exact words that are read out on the telephone: what, when, where, cost, what is left, how to cancel and the fee. */
export function readBackWords(order: OrderToReadBack): readonly string[] {
  const { speakerFor, recurrence, endsOn } = order;
  const [whose, has] = speakerFor === null ? ['your', 'you have'] : [`${speakerFor}’s`, `${speakerFor} has`];
  const until = endsOn === null ? 'It goes on until you say stop.' : `The last day is ${dayInWords(endsOn)}.`;
  return [
    speakerFor === null
      ? `I am going to order this for you: ${order.serviceName}, with ${order.providerName}.`
      : `I am going to order this for ${speakerFor}: ${order.serviceName}, with ${order.providerName}.`,
    recurrence === null
      ? `When: ${whenInWords(order)}.`
      : `When: ${whenInWords(order)}. It starts on ${dayInWords(order.startsOn)}. ${until}`,
    ...(order.isTrial ? ['It is one visit, to meet first. Nothing more is ordered now.'] : []),
    `Where: ${order.place}.`,
    costWords(order, whose),
    ...(order.otherPrices === 0
      ? []
      : [`${order.otherPrices} of the visits cost something else: a bank holiday, or a new price.`]),
    `After this ${has} ${formatPounds(order.leftPence)} left.`,
    `You can cancel. Ring us. ${cancellingWords(order)}`,
    ...(order.looksCouncil ? ['The council looks at it first. It is sent when the council says yes.'] : []),
    'Is that right? Shall I send it?',
  ];
}

function costWords(order: OrderToReadBack, whose: string): string {
  const { recurrence, linePence, ownMoneyPence, moreTimes } = order;
  if (moreTimes.length > 0) {
    const each = list(
      [order, ...moreTimes].map((time) => `${formatPounds(time.linePence)} at ${timeInWords(time.startTime)}`),
    );
    const own =
      ownMoneyPence > 0n ? ` Beside it, at most ${formatPounds(ownMoneyPence)} each time is ${whose} own money.` : '';
    return `It costs ${each}. That is ${formatPounds(dayPence(order))} each day, out of ${whose} budget.${own}`;
  }
  const budgetPart = formatPounds(linePence);
  const costs = recurrence === null ? 'It costs' : 'Each time it costs';
  if (ownMoneyPence > 0n)
    return `${costs} ${formatPounds(linePence + ownMoneyPence)}. ${budgetPart} of that comes out of ${whose} budget. ${formatPounds(ownMoneyPence)} is ${whose} own money.`;
  return `${costs} ${budgetPart}. That comes out of ${whose} budget.`;
}
