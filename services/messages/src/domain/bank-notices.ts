import { READS_MONEY } from './invoice-notices.js';
import type { Known } from './known.js';
import type { Notice } from './notice.js';

type Payload = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Everybody of the provider who reads money hears of it, and who entered the details before: it may not have been the provider. */
export function bankDetailsEntered(payload: Payload): Notice[] {
  const before = textOf(payload['enteredBeforeBy']);
  const facts = {};
  // Done when a council has decided about the details, whichever version it was, or newer ones took their place.
  const subjects = [textOf(payload['providerId'])];
  return [
    {
      kind: 'BANK_DETAILS_ENTERED',
      to: { side: 'STAFF', organisationId: textOf(payload['providerId']), roles: READS_MONEY },
      facts,
      subjects,
    },
    ...(before === ''
      ? []
      : [
          {
            kind: 'BANK_DETAILS_ENTERED',
            to: { side: 'PERSON', personId: before, scope: 'VIEW' },
            onlyIds: [before],
            facts,
            subjects,
          } as const,
        ]),
  ];
}

export function bankDetailsToCheck(payload: Payload, known: Known): Notice[] {
  const name = known.names.get(textOf(payload['providerId']));
  return [
    {
      kind: 'BANK_DETAILS_TO_CHECK',
      to: { side: 'OFFICER', roles: ['FINANCE_OFFICER'] },
      facts: name === undefined ? {} : { provider: name },
      subjects: [textOf(payload['bankHoldId'])],
    },
  ];
}

export function bankDetailsDecided(payload: Payload): Notice[] {
  const reason = textOf(payload['words']);
  return [
    {
      kind: payload['agreed'] === true ? 'BANK_DETAILS_AGREED' : 'BANK_DETAILS_NOT_AGREED',
      to: { side: 'STAFF', organisationId: textOf(payload['providerId']), roles: READS_MONEY },
      facts: reason === '' ? {} : { reason },
      // A no is done when this council decides again.
      ...(payload['agreed'] === true ? {} : { subjects: [textOf(payload['bankHoldId'])] }),
    },
  ];
}

/** Every finance officer but who entered it: one of them has to agree. */
export function payingAccountEntered(payload: Payload): Notice[] {
  return [
    {
      kind: 'PAYING_ACCOUNT_TO_AGREE',
      to: { side: 'OFFICER', roles: ['FINANCE_OFFICER'] },
      exceptId: textOf(payload['enteredBy']),
      facts: {},
      subjects: [textOf(payload['payingAccountId'])],
    },
  ];
}

/** A provider signed: the council has to answer. */
export function selfBillingAsked(payload: Payload, known: Known): Notice[] {
  const name = known.names.get(textOf(payload['providerId']));
  return [
    {
      kind: 'SELF_BILLING_TO_SIGN',
      to: { side: 'OFFICER', roles: ['FINANCE_OFFICER'] },
      facts: name === undefined ? {} : { provider: name },
      subjects: [textOf(payload['agreementId'])],
    },
  ];
}

/** What a provider took back itself it knows. */
export function selfBillingAnswered(payload: Payload): Notice[] {
  if (payload['outcome'] === 'TAKEN_BACK') return [];
  const reason = textOf(payload['words']);
  return [
    {
      kind: payload['outcome'] === 'SIGNED' ? 'SELF_BILLING_SIGNED' : 'SELF_BILLING_DECLINED',
      to: { side: 'STAFF', organisationId: textOf(payload['providerId']), roles: READS_MONEY },
      facts: reason === '' ? {} : { reason },
    },
  ];
}

/** Both sides hear of it: the provider may agree again, the council stops making invoices in its own name. */
export function selfBillingEnds(payload: Payload, known: Known): Notice[] {
  const name = known.names.get(textOf(payload['providerId']));
  const day = textOf(payload['endsOn']);
  return [
    {
      kind: 'SELF_BILLING_ENDS',
      to: { side: 'STAFF', organisationId: textOf(payload['providerId']), roles: READS_MONEY },
      facts: { day },
    },
    {
      kind: 'SELF_BILLING_ENDS_FOR_COUNCIL',
      to: { side: 'OFFICER', roles: ['FINANCE_OFFICER'] },
      facts: name === undefined ? { day } : { day, provider: name },
    },
  ];
}

/** To do until all that was in it is paid once more. */
export function paymentRejected(payload: Payload, invoiceIds: readonly string[]): Notice[] {
  return [
    {
      kind: 'PAYMENT_SENT_BACK',
      to: { side: 'STAFF', organisationId: textOf(payload['providerId']), roles: READS_MONEY },
      facts: {
        totalPence: textOf(payload['amountPence']),
        reason: textOf(payload['words']),
        ...(payload['accountClosed'] === true ? { outcome: 'CLOSED' } : {}),
      },
      subjects: invoiceIds,
    },
  ];
}
