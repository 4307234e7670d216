import type { RoleName } from '@owncourse/kernel/contract';
import type { InvoiceFacts, Known } from './known.js';
import type { MessageKind } from './message-kinds.js';
import type { Notice } from './notice.js';

export const READS_MONEY: readonly RoleName[] = ['PROVIDER_OWNER', 'PROVIDER_FINANCE'];

/** One notice for each provider, with how many of its invoices it is about. */
export function toProviders(kind: MessageKind, invoices: readonly InvoiceFacts[]): Notice[] {
  const counts = new Map<string, number>();
  for (const { provider_id } of invoices) counts.set(provider_id, (counts.get(provider_id) ?? 0) + 1);
  return [...counts].map(([organisationId, count]) => ({
    kind,
    to: { side: 'STAFF', organisationId, roles: READS_MONEY },
    facts: { count },
  }));
}

export function invoicesIssued(invoices: readonly InvoiceFacts[], known: Known): Notice[] {
  if (invoices.length === 0) return [];
  const bills = invoices
    .filter((invoice) => invoice.payer_kind !== 'COUNCIL')
    .map((invoice): Notice => {
      const [personId = ''] = invoice.person_ids;
      const [provider, person] = [known.names.get(invoice.provider_id), known.names.get(personId)];
      return {
        kind: 'INVOICE_FOR_YOU',
        to: { side: 'PERSON', personId, scope: 'PAY' },
        facts: {
          personId,
          invoiceId: invoice.id,
          invoiceNumber: invoice.number,
          totalPence: invoice.total_pence.toString(),
          ...(provider === undefined ? {} : { provider }),
          ...(person === undefined ? {} : { person }),
        },
      };
    });
  return [
    {
      kind: 'INVOICES_TO_APPROVE',
      to: { side: 'OFFICER', roles: ['FINANCE_OFFICER'] },
      facts: { count: invoices.length },
      subjects: invoices.map((invoice) => invoice.id),
    },
    // Of those that it sent itself it knows.
    ...toProviders(
      'INVOICES_MADE',
      invoices.filter(({ number }) => !number.startsWith('IN-')),
    ),
    ...bills,
  ];
}
