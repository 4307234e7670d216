import { writePounds } from '@owncourse/kernel/contract';
import type { TrailRow } from './trail-rows.js';

/** The first line of the file. */
export const TRAIL_HEADS: readonly string[] = [
  'budget',
  'order',
  'day',
  'what',
  'cost',
  'came in as',
  'came in on',
  'came in whole',
  'of it for this',
  'transfer in',
  'transfer out',
  'owed at',
  'invoice',
  'invoice of',
  'approved at',
  'payment run',
  'paid on',
  'came back on',
  'bank reference',
  'bank pays on',
  'bank says',
  'bank line',
  'credit notes',
  'credited',
];

/** Pounds; one line for each sum that came in. */
export function trailCells(row: TrailRow): string[][] {
  const { line } = row;
  const paid = line?.payments.at(-1);
  const credited = (line?.credits ?? []).reduce((sum, credit) => sum + BigInt(credit.pence), 0n);
  return row.cameIn.map((one) => [
    row.budgetReference,
    row.orderReference ?? '',
    row.onDate,
    row.what,
    writePounds(row.pence),
    one.words,
    one.on,
    writePounds(one.wholePence),
    writePounds(one.pence),
    one.id,
    line?.accrued_by ?? row.id,
    row.confirmedAt?.toISOString() ?? '',
    line?.invoice_number ?? '',
    line?.issued_on ?? '',
    line?.approved_at?.toISOString() ?? '',
    paid?.reference ?? '',
    paid?.settledOn ?? '',
    paid?.rejectedOn ?? '',
    paid?.bankReference ?? '',
    paid?.payOn ?? '',
    paid?.bankStatus ?? '',
    paid?.bankPence ? writePounds(BigInt(paid.bankPence)) : '',
    (line?.credits ?? []).map((credit) => credit.number).join(' '),
    writePounds(credited),
  ]);
}
