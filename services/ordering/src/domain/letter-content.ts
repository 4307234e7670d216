import { formatPounds, type Pence, shortReference } from '@owncourse/kernel/contract';
import { whenInWords } from './when-in-words.js';

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
  readonly place: string;
  /** The budget's part of each visit, and the person's own beside it. */
  readonly linePence: Pence;
  readonly ownMoneyPence: Pence;
  readonly noticeHours: number;
  readonly percentHundredths: bigint;
}

const DAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

export function dayInWords(day: string): string {
  return DAY.format(new Date(`${day}T12:00:00Z`)).replace(',', '');
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
    ...(standing ? ([['From', dayInWords(order.startsOn)]] as const) : []),
    ...(standing ? ([['Until', order.endsOn === null ? 'You say stop' : dayInWords(order.endsOn)]] as const) : []),
    ['Where', order.place],
    [standing ? 'Price each time' : 'Price', formatPounds(order.linePence + order.ownMoneyPence)],
    ...(order.ownMoneyPence > 0n
      ? ([
          ['From the budget', formatPounds(order.linePence)],
          ['Own money', `${formatPounds(order.ownMoneyPence)}, paid apart`],
        ] as const)
      : []),
    ['Cancelling', cancellingWords(order)],
    ['Order number', shortReference(order.id)],
  ];
}

/** The order that a page's address is about: "/my-orders/<id>"; null for other pages. */
export function orderIn(href: string): string | null {
  return /^\/my-orders\/([0-9a-f-]{36})(?:[/?#]|$)/.exec(href)?.[1] ?? null;
}
