import { dayWithYear, formatPounds } from '@owncourse/kernel/contract';
import type { MessageKind } from './message-kinds.js';
import { provider, type Template } from './word-parts.js';

function until(day: string | undefined): string {
  return day === undefined ? 'no longer than agreed' : `until ${dayWithYear(day)}`;
}

/** Where providers are paid, and who makes sure of it. No digit of an account is ever in a message. */
export const BANK_TEMPLATES = {
  BANK_DETAILS_ENTERED: () => ({
    title: 'Your bank details were changed',
    lines: [
      'Somebody of your organisation entered bank details. Payments wait until each council has called you back.',
      'Was it not one of you? Then call the council now.',
    ],
    href: '/provider/money/bank',
  }),
  BANK_DETAILS_TO_CHECK: ({ facts }) => ({
    title: 'New bank details to check',
    lines: [
      `${provider(facts)} entered bank details. Its payments wait until one of you has called back and another has agreed.`,
    ],
    href: '/council/bank-details',
  }),
  PAYING_ACCOUNT_TO_AGREE: () => ({
    title: 'An account to pay from waits for a yes',
    lines: [
      'A finance officer entered a bank account that your council is to pay from. Another one has to agree. Until then runs are paid from the account you have.',
    ],
    href: '/council/paying-account',
  }),
  BANK_DETAILS_AGREED: () => ({
    title: 'A council checked your bank details',
    lines: ['It agreed to them. What waited is paid with its next payment run.'],
    href: '/provider/money/bank',
  }),
  BANK_DETAILS_NOT_AGREED: ({ facts }) => ({
    title: 'A council did not agree to your bank details',
    lines: [
      ...(facts.reason === undefined ? [] : [`It says: “${facts.reason}”`]),
      'Its payments to you wait. Look at your bank details, or call the council.',
    ],
    href: '/provider/money/bank',
  }),
  SELF_BILLING_TO_SIGN: ({ facts }) => ({
    title: 'An agreement about invoices to sign',
    lines: [`${provider(facts)} agrees that you make its invoices. It holds once one of you has signed too.`],
    href: '/council/self-billing',
  }),
  SELF_BILLING_SIGNED: () => ({
    title: 'A council signed your agreement about invoices',
    lines: ['On the days of the agreement the council makes your invoices to it. You get a copy of each.'],
    href: '/provider/money/self-billing',
  }),
  SELF_BILLING_DECLINED: ({ facts }) => ({
    title: 'A council does not want to make your invoices',
    lines: [
      ...(facts.reason === undefined ? [] : [`It says: “${facts.reason}”`]),
      'Your invoices make themselves all the same, and are yours.',
    ],
    href: '/provider/money/self-billing',
  }),
  SELF_BILLING_ENDS: ({ facts }) => ({
    title: 'An agreement about your invoices ends',
    lines: [
      `The council makes invoices for you ${until(facts.day)}.`,
      'After that they are numbered as yours again. You can agree once more for another year.',
    ],
    href: '/provider/money/legal-details',
  }),
  SELF_BILLING_ENDS_FOR_COUNCIL: ({ facts }) => ({
    title: 'An agreement about invoices ends',
    lines: [
      `You make the invoices of ${provider(facts)} ${until(facts.day)}.`,
      'After that they are numbered as the provider’s own again.',
    ],
    href: '/council/self-billing',
  }),
  PAYMENT_SENT_BACK: ({ facts }) => ({
    title: 'A payment to you came back',
    lines: [
      `The bank sent back ${formatPounds(BigInt(facts.totalPence ?? '0'))}${facts.reason === undefined ? '' : `: ${facts.reason}`}.`,
      facts.outcome === 'CLOSED'
        ? 'It says that your account is closed. Enter another one, then your payments go on.'
        : 'Your invoices are ready for the next payment run. Look at your bank details first.',
    ],
    href: '/provider/money/bank',
  }),
} as const satisfies Readonly<Partial<Record<MessageKind, Template>>>;
