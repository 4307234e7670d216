import { asAuditor, checkInvariants, LaunchError, readConfig } from '@owncourse/kernel/runtime';
import pg from 'pg';
import { CARD_INVARIANTS } from './card-invariants.js';
import { INVOICE_INVARIANTS, INVOICE_TOTALS } from './invoice-invariants.js';

export interface InvoiceVerdict {
  readonly invoices: number;
  readonly payments: number;
  /** Approved and paid sums of the invoices less those of the ledger, in pence as text; anything but "0" is a breach. */
  readonly differencePence: string;
  readonly breaches: number;
  /** The first breach in words; null when all of it agrees. */
  readonly first: string | null;
}

interface Totals extends Record<string, unknown> {
  readonly invoices: number;
  readonly payments: number;
  readonly approvedPence: string;
  readonly ledgerApprovedPence: string;
  readonly paidPence: string;
  readonly ledgerPaidPence: string;
}

const magnitude = (pence: bigint): bigint => (pence < 0n ? -pence : pence);

/** Proves invoices, payments and ledger against each other in one snapshot, as the read-only auditor. */
export async function verifyInvoices(
  auditorUrl: string,
  say: (line: string) => void = () => undefined,
): Promise<InvoiceVerdict> {
  const client = new pg.Client({ connectionString: auditorUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const found = await checkInvariants(client, [...INVOICE_INVARIANTS, ...CARD_INVARIANTS], say);
    const [totals] = (await client.query<Totals>(INVOICE_TOTALS)).rows;
    if (!totals) throw new Error('No totals');
    const difference =
      magnitude(BigInt(totals.approvedPence) - BigInt(totals.ledgerApprovedPence)) +
      magnitude(BigInt(totals.paidPence) - BigInt(totals.ledgerPaidPence));
    return {
      invoices: totals.invoices,
      payments: totals.payments,
      differencePence: difference.toString(),
      breaches: found.breaches + (difference === 0n ? 0 : 1),
      first: found.first ?? (difference === 0n ? null : `Invoices and ledger differ by ${difference} pence`),
    };
  } finally {
    await client.end();
  }
}

/** `npm run verify:invoices`: against the running product, or the stopped one's data, or DATABASE_AUDITOR_URL. */
function main(): Promise<number> {
  return asAuditor(readConfig(), async (auditorUrl) => {
    const { first, ...verdict } = await verifyInvoices(auditorUrl, (line) => process.stdout.write(`${line}\n`));
    if (first !== null) process.stderr.write(`Invoices and ledger do not agree. ${first}\n`);
    process.stdout.write(`${JSON.stringify(verdict)}\n`);
    return verdict.breaches === 0 ? 0 : 1;
  });
}

// Run as a command: then the path is its first argument. A test that only imports it may pass on its address.
if (/^(?!file:).*verify-invoices\.[jt]s$/.test(process.argv[1] ?? '')) {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.stderr.write(`${error instanceof LaunchError ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
