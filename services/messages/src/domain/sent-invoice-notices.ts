import { READS_MONEY } from './invoice-notices.js';
import type { Known } from './known.js';
import type { Notice } from './notice.js';

type Payload = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function factsOf(payload: Payload): Notice['facts'] {
  const [invoiceNumber, totalPence, reason] = ['number', 'totalPence', 'reason'].map((name) => textOf(payload[name]));
  return {
    ...(invoiceNumber ? { invoiceNumber } : {}),
    ...(totalPence ? { totalPence } : {}),
    ...(reason ? { reason } : {}),
  };
}

/** An invoice that a provider sent was turned down, or taken in after all; whoever did it knows. */
export function sentInvoiceSettled(payload: Payload): Notice[] {
  return [
    {
      kind: payload['accepted'] === true ? 'SENT_INVOICE_TAKEN_IN' : 'SENT_INVOICE_TURNED_DOWN',
      to: { side: 'STAFF', organisationId: textOf(payload['providerId']), roles: READS_MONEY },
      exceptId: textOf(payload['settledBy']),
      facts: factsOf(payload),
    },
  ];
}

/** Invoices of ours wait for a word of their provider. */
export function invoicesDiffer(payload: Payload, invoiceIds: readonly string[]): Notice[] {
  return [
    {
      kind: 'DIFFERENCE_TO_EXPLAIN',
      to: { side: 'STAFF', organisationId: textOf(payload['providerId']), roles: READS_MONEY },
      facts: { count: invoiceIds.length },
      subjects: invoiceIds,
    },
  ];
}

export function differenceExplained(payload: Payload, invoiceIds: readonly string[], known: Known): Notice[] {
  const name = known.names.get(textOf(payload['providerId']));
  return [
    {
      kind: 'DIFFERENCE_EXPLAINED',
      to: { side: 'OFFICER', roles: ['FINANCE_OFFICER'] },
      facts: name === undefined ? {} : { provider: name },
      subjects: invoiceIds,
    },
  ];
}
