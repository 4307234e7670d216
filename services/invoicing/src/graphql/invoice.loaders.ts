import type DataLoader from 'dataloader';
import { inOrderOf, type OperationContext } from '@owncourse/kernel/contract';
import type { InvoiceLineRow, InvoiceRepository, InvoiceRow } from '../persistence/invoice.repository.js';
import type { PaymentRunRepository, PaymentRunRow } from '../persistence/payment-run.repository.js';

const INVOICE = Symbol('Invoice by id');
const LINES = Symbol('Lines by invoice');
const PAYMENT_RUN = Symbol('Payment run by id');
const INVOICES_OF_RUN = Symbol('Invoice ids by payment run');

export function grouped<Row, Value>(
  ids: readonly string[],
  rows: readonly Row[],
  idOf: (row: Row) => string,
  value: (row: Row) => Value,
): Value[][] {
  const groups = new Map<string, Value[]>();
  for (const row of rows) {
    const group = groups.get(idOf(row));
    if (group) group.push(value(row));
    else groups.set(idOf(row), [value(row)]);
  }
  return ids.map((id) => groups.get(id) ?? []);
}

export function invoiceLoader(
  context: OperationContext,
  invoices: InvoiceRepository,
): DataLoader<string, InvoiceRow | null> {
  return context.loader<InvoiceRow>(INVOICE, async (ids, { reads }) =>
    inOrderOf(ids, await invoices.byIds(reads, ids), (row) => row.id),
  );
}

export function linesLoader(
  context: OperationContext,
  invoices: InvoiceRepository,
): DataLoader<string, InvoiceLineRow[] | null> {
  return context.loader<InvoiceLineRow[]>(LINES, async (ids, { reads }) =>
    grouped(
      ids,
      await invoices.lines(reads, ids),
      (row) => row.invoice_id,
      (row) => row,
    ),
  );
}

export function paymentRunLoader(
  context: OperationContext,
  runs: PaymentRunRepository,
): DataLoader<string, PaymentRunRow | null> {
  return context.loader<PaymentRunRow>(PAYMENT_RUN, async (ids, { reads }) =>
    inOrderOf(ids, await runs.byIds(reads, ids), (row) => row.id),
  );
}

export function invoiceIdsOfRunLoader(
  context: OperationContext,
  runs: PaymentRunRepository,
): DataLoader<string, string[] | null> {
  return context.loader<string[]>(INVOICES_OF_RUN, async (ids, { reads }) =>
    grouped(
      ids,
      await runs.invoicesOf(reads, ids),
      (row) => row.run_id,
      (row) => row.invoice_id,
    ),
  );
}
