import { dayWithYear, formatPounds, type Pence, shortReference } from '@owncourse/kernel/contract';
import { timeInWords, type TimeSpan, whenInWords } from './when-in-words.js';

/** A letter's words, kept as they were said. */
export interface LetterContent {
  readonly title: string;
  readonly lines: readonly string[];
  /** What was agreed: name and value. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** An order as a letter tells it. */
export interface OrderForLetter {
  readonly id: string;
  readonly serviceName: string;
  readonly providerName: string;
  readonly recurrence: string | null;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly startTime: string;
  readonly endTime: string;
  /** The other visits of each day. */
  readonly moreTimes: readonly TimeSpan[];
  readonly place: string;
  /** The budget's part of each visit, and the person's own beside it. */
  readonly linePence: Pence;
  readonly ownMoneyPence: Pence;
  readonly noticeHours: number;
  readonly percentHundredths: bigint;
}

/** How an order can be cancelled, and what it costs. */
export function cancellingWords({
  noticeHours,
  percentHundredths,
}: Pick<OrderForLetter, 'noticeHours' | 'percentHundredths'>): string {
  if (percentHundredths === 0n) return 'You can cancel a visit at any time before it begins. It costs nothing.';
  const percent = `${Number(percentHundredths) / 100}%`;
  return `Up to ${noticeHours} hours before a visit it costs nothing. After that it costs ${percent} of the price.`;
}

/** Everything that was agreed: price, when, where, how to cancel. */
export function orderFacts(order: OrderForLetter): LetterContent['facts'] {
  const standing = order.recurrence !== null;
  return [
    ['What', `${order.serviceName} with ${order.providerName}`],
    ['When', whenInWords(order)],
    ...(standing ? ([['From', dayWithYear(order.startsOn)]] as const) : []),
    ...(standing ? ([['Until', order.endsOn === null ? 'You say stop' : dayWithYear(order.endsOn)]] as const) : []),
    ['Where', order.place],
    ...(order.moreTimes.length === 0
      ? ([[standing ? 'Price each time' : 'Price', formatPounds(order.linePence + order.ownMoneyPence)]] as const)
      : ([
          ...[order, ...order.moreTimes].map(
            (time) => [`Price at ${timeInWords(time.startTime)}`, formatPounds(time.linePence)] as const,
          ),
          ['Price each day', formatPounds(dayPence(order))],
        ] as const)),
    ...(order.ownMoneyPence > 0n && order.moreTimes.length > 0
      ? ([['Own money', `At most ${formatPounds(order.ownMoneyPence)} each time, paid apart`]] as const)
      : []),
    ...(order.ownMoneyPence > 0n && order.moreTimes.length === 0
      ? ([
          ['From the budget', formatPounds(order.linePence)],
          ['Own money', `${formatPounds(order.ownMoneyPence)}, paid apart`],
        ] as const)
      : []),
    ['Cancelling', cancellingWords(order)],
    ['Order number', shortReference(order.id)],
  ];
}

/** The budget's part of all visits of an ordinary day. */
export function dayPence(order: Pick<OrderForLetter, 'linePence' | 'moreTimes'>): Pence {
  return order.moreTimes.reduce((sum, time) => sum + time.linePence, order.linePence);
}

/** The order that a page's address is about: "/my-orders/<id>"; null for other pages. */
export function orderIn(href: string): string | null {
  return /^\/my-orders\/([0-9a-f-]{36})(?:[/?#]|$)/.exec(href)?.[1] ?? null;
}
