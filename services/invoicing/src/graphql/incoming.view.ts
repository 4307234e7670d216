import { type Difference, type SettledBy, settledBy } from '../domain/difference.js';
import type { IncomingRow } from '../persistence/incoming.repository.js';

/** A difference with who can settle it; one that was sent names no line of ours. */
export interface DifferenceView extends Difference {
  readonly settledBy: SettledBy;
  readonly lineId: string | null;
  readonly explanation: string | null;
  readonly mayAccept: boolean;
}

/** The GraphQL IncomingInvoice, with what its own resolvers need. */
export interface IncomingView {
  readonly id: string;
  readonly differences: readonly DifferenceView[];
  readonly [field: string]: unknown;
}

export function incomingView(row: IncomingRow): IncomingView {
  return {
    __typename: 'IncomingInvoice',
    id: row.id,
    kind: row.kind,
    refersTo: row.refers_to,
    number: row.number,
    provider: { id: row.provider_id },
    councilId: row.council_id,
    issuedOn: row.issued_on,
    totalPence: row.total_pence,
    status: row.status,
    receivedAt: row.received_at,
    differences: row.differences.map((one) => ({
      ...one,
      settledBy: settledBy(one.code),
      lineId: null,
      explanation: null,
      mayAccept: false,
    })),
    lines: row.lines.map((line) => ({ ...line, netPence: BigInt(line.netPence) })),
    invoiceId: row.invoice_id,
    reason: row.reason,
  };
}
