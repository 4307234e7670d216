import type { MessageKind } from './message-kinds.js';
import type { MessageFacts } from './notice.js';
import { invoices, provider, sum, type Template } from './word-parts.js';

const number = ({ invoiceNumber }: MessageFacts): string => (invoiceNumber === undefined ? '' : ` ${invoiceNumber}`);
const over = (facts: MessageFacts): string => (facts.totalPence === undefined ? '' : ` over ${sum(facts)}`);

/** Invoices that providers send, and differences that somebody has to settle. */
export const SENT_INVOICE_TEMPLATES = {
  SENT_INVOICE_TURNED_DOWN: ({ facts }) => ({
    title: 'An invoice that you sent is turned down',
    lines: [
      `Your invoice${number(facts)}${over(facts)} is turned down. It will not be paid.`,
      ...(facts.reason === undefined ? [] : [`Why: “${facts.reason}”`]),
      'You can send a right one. It may have the same number.',
    ],
    href: '/provider/money/sent',
  }),
  SENT_INVOICE_TAKEN_IN: ({ facts }) => ({
    title: 'An invoice that you sent is taken in',
    lines: [
      `Your invoice${number(facts)}${over(facts)} agrees with the confirmed visits now. You need do nothing more.`,
    ],
    href: '/provider/money/sent',
  }),
  DIFFERENCE_TO_EXPLAIN: ({ facts }) => ({
    title: 'Invoices of yours do not agree with the visits',
    lines: [
      `${invoices(facts.count)} of yours cannot be approved yet: the order, the visit and the invoice do not agree.`,
      'See what differs, and say how it was.',
    ],
    href: '/provider/money/sort-out',
  }),
  DIFFERENCE_EXPLAINED: ({ facts }) => ({
    title: 'A provider explained an invoice',
    lines: [`${provider(facts)} said how it was. Say whether the invoice is right as it is.`],
    href: '/council/invoices/sent',
  }),
} as const satisfies Readonly<Partial<Record<MessageKind, Template>>>;
