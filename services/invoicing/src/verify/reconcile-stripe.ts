import { asAuditor, LaunchError, readConfig } from '@owncourse/kernel/runtime';
import pg from 'pg';
import { type BookedRow, type CardDifference, differencesOf } from '../domain/card-reconciling.js';
import { StripeGateway } from '../stripe/stripe-gateway.js';
import type { StripeOptions } from '../contract/card-company.js';

export interface CardVerdict {
  readonly payments: number;
  readonly refunds: number;
  /** Tries and refunds here that nobody has an answer to yet. */
  readonly waiting: number;
  /** All differences together, in pence as text. */
  readonly differencePence: string;
  readonly differences: number;
}

interface Row {
  readonly own_id: string;
  readonly outside_id: string;
  readonly pence: string;
}

const PAYMENTS = `select id as own_id, intent_id as outside_id, pence::text as pence from invoicing.card_attempt where state = 'PAID'`;
const REFUNDS = `select id as own_id, coalesce(outside_id, id::text) as outside_id, pence::text as pence from invoicing.card_refund where state in ('WAITING', 'GIVEN')`;
const WAITING = `select (select count(*) from invoicing.card_attempt where state in ('ASKING', 'WAITING'))::int
  + (select count(*) from invoicing.card_refund where state in ('ASKING', 'WAITING'))::int as waiting`;

const booked = (rows: readonly Row[]): BookedRow[] =>
  rows.map((row) => ({ ownId: row.own_id, outsideId: row.outside_id, pence: BigInt(row.pence) }));

async function ownSide(auditorUrl: string): Promise<{ payments: BookedRow[]; refunds: BookedRow[]; waiting: number }> {
  const client = new pg.Client({ connectionString: auditorUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const payments = await client.query<Row>(PAYMENTS);
    const refunds = await client.query<Row>(REFUNDS);
    const { rows } = await client.query<{ waiting: number }>(WAITING);
    return { payments: booked(payments.rows), refunds: booked(refunds.rows), waiting: rows[0]?.waiting ?? 0 };
  } finally {
    await client.end();
  }
}

/** Compares every payment and refund of both sides. Reads only; what is under way meanwhile may show until it has settled. */
export async function reconcileStripe(
  auditorUrl: string,
  company: StripeOptions,
  say: (line: string) => void = () => undefined,
): Promise<CardVerdict> {
  const gateway = new StripeGateway(company);
  const own = await ownSide(auditorUrl);
  const payments: BookedRow[] = [];
  for await (const one of gateway.listPayments())
    payments.push({ ownId: one.attemptId, outsideId: one.intentId, pence: one.paidPence });
  const refunds: BookedRow[] = [];
  for await (const one of gateway.listRefunds())
    refunds.push({ ownId: one.ownId, outsideId: one.refundId, pence: one.pence });
  const found: CardDifference[] = [
    ...differencesOf('PAYMENT', own.payments, payments),
    ...differencesOf('REFUND', own.refunds, refunds),
  ];
  for (const one of found)
    say(`${one.kind} ${one.outsideId} ${one.words}: ${one.ownPence} pence here, ${one.outsidePence} there.`);
  const magnitude = (pence: bigint): bigint => (pence < 0n ? -pence : pence);
  return {
    payments: payments.filter((one) => one.pence > 0n).length,
    refunds: refunds.length,
    waiting: own.waiting,
    differencePence: found.reduce((sum, one) => sum + magnitude(one.ownPence - one.outsidePence), 0n).toString(),
    differences: found.length,
  };
}

/** `npm run reconcile:stripe`: exits with 1 on a difference, with 2 where it could not compare. */
function main(): Promise<number> {
  const config = readConfig();
  const { cardCompany } = config;
  if (cardCompany === null)
    throw new LaunchError(
      'settings-wrong',
      'Card payment is not set up: set STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET.',
    );
  return asAuditor(config, async (auditorUrl) => {
    const say = (line: string): void => void process.stdout.write(`${line}\n`);
    const verdict = await reconcileStripe(auditorUrl, cardCompany, say);
    say(JSON.stringify(verdict));
    return verdict.differences === 0 ? 0 : 1;
  });
}

// Run as a command: then the path is its first argument. A test that only imports it may pass on its address.
if (/^(?!file:).*reconcile-stripe\.[jt]s$/.test(process.argv[1] ?? '')) {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.stderr.write(`${error instanceof LaunchError ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
