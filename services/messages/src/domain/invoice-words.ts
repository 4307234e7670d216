import { formatPounds } from '@owncourse/kernel/contract';
import type { MessageKind } from './message-kinds.js';
import type { MessageFacts } from './notice.js';
import { dayInWords, invoices, missing, provider, type Template } from './word-parts.js';

/** The parts of a divided budget, by how they are held. */
const PARTS: Readonly<Record<string, string>> = {
  DIRECT_PAYMENT: 'direct payment',
  REPRESENTATIVE: 'the part of the money that a representative holds',
  TRUST: 'the part of the money that a trust holds',
  BROKER: 'the part of the money that a broker holds',
  INDIVIDUAL_SERVICE_FUND: 'the part of the money that a provider holds',
  COUNCIL_MANAGED: 'the part of the money that the council holds',
};

/** What does not reach: the money, or one part of it. */
function shortOf({ partRoute }: MessageFacts, whose: string): string {
  const part = partRoute === undefined ? undefined : PARTS[partRoute];
  if (part === undefined) return `${whose} money`;
  return partRoute === 'DIRECT_PAYMENT' ? `${whose} ${part}` : part;
}

/** Weeks that run short, bills and payments. */
export const INVOICE_TEMPLATES = {
  SHORT_WEEK: ({ facts, whose, at }) => ({
    title: 'Money will run short',
    lines: [
      `In the week of ${facts.day === undefined ? 'a coming Monday' : dayInWords(facts.day)} ${shortOf(facts, whose)} will not reach${missing(facts)}.`,
      ...(facts.partRoute === undefined ? [] : ['One part of the money cannot pay for what another is to pay for.']),
      'Nothing is lost yet. See what would help, or call the council.',
    ],
    href: at('/my-budget'),
  }),
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
    href: '/provider/money/payments',
  }),
} as const satisfies Partial<Record<MessageKind, Template>>;
