import { READS_MONEY } from './invoice-notices.js';
import type { Known } from './known.js';
import type { Notice } from './notice.js';

type Payload = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Everybody of the provider who reads money hears of it, and who entered the details before: it may not have been the provider. */
export function bankDetailsEntered(payload: Payload): Notice[] {
  const before = textOf(payload['enteredBeforeBy']);
  const facts = {};
  return [
    {
      kind: 'BANK_DETAILS_ENTERED',
      to: { side: 'STAFF', organisationId: textOf(payload['providerId']), roles: READS_MONEY },
      facts,
    },
    ...(before === ''
      ? []
      : [
          {
            kind: 'BANK_DETAILS_ENTERED',
            to: { side: 'PERSON', personId: before, scope: 'VIEW' },
            onlyIds: [before],
            facts,
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
    },
  ];
}

export function paymentRejected(payload: Payload): Notice[] {
  return [
    {
      kind: 'PAYMENT_SENT_BACK',
      to: { side: 'STAFF', organisationId: textOf(payload['providerId']), roles: READS_MONEY },
      facts: {
        totalPence: textOf(payload['amountPence']),
        reason: textOf(payload['words']),
        ...(payload['accountClosed'] === true ? { outcome: 'CLOSED' } : {}),
      },
    },
  ];
}
