import { id } from '@owncourse/app/testing';
import { londonDate, sqlFile } from '@owncourse/kernel/contract';
import pg from 'pg';

/** Twenty weeks of five transfers for each budget. */
const WEEKS = 20;
const TRANSFERS_A_WEEK = 5;
const PENCE = 4820;
const HISTORY = sqlFile(import.meta.url, './history.sql');
const PLANS = sqlFile(import.meta.url, './plans.sql');

export interface HistorySize {
  readonly budgets: number;
  readonly weeks: number;
}

/** The small world's own budgets come first, so that what is ordered on has a history too. */
export function sizeFor(transfers: number): HistorySize {
  const budgets = Math.max(1, Math.ceil(transfers / (WEEKS * TRANSFERS_A_WEEK)));
  return { budgets, weeks: Math.ceil(transfers / (budgets * TRANSFERS_A_WEEK)) };
}

/** Fills the small world's books, in one transaction, as the superuser; then tells the planner. */
export async function loadHistory(superuserUrl: string, { budgets, weeks }: HistorySize): Promise<void> {
  await load(superuserUrl, [HISTORY.text], { budgets, weeks });
}

/** Twenty-five weeks of instalments and visits to come for every budget that `loadHistory` opened. */
export async function loadPlans(superuserUrl: string, { budgets, weeks }: HistorySize): Promise<void> {
  await load(superuserUrl, [PLANS.text], { budgets, weeks });
}

/**
 * Divides every so many-th budget that has plans in two parts, from today on: the first visit of each week is of the provider
 * that holds a fund, the second is paid by the person, and each part has what its visits cost.
 * @returns the divided ones, and as many that are not
 */
export async function divideBudgets(
  superuserUrl: string,
  { budgets }: HistorySize,
  every: number,
): Promise<readonly [divided: readonly string[], undivided: readonly string[]]> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; turn: number }>(
      `select b.id, n % $2 as turn from generate_series(1, $1::int) n join ledger.budget b on b.id = md5('budget ' || n)::uuid order by n`,
      [budgets, every],
    );
    const ofTurn = (turn: number): string[] => rows.filter((row) => row.turn === turn).map((row) => row.id);
    const [divided, undivided] = [ofTurn(0), ofTurn(1)];
    const today = londonDate(new Date());
    await client.query(
      `select ledger.set_holding(b.council_id, b.id, md5('division ' || b.id)::uuid, $2, jsonb_build_array(
         jsonb_build_object('route', 'INDIVIDUAL_SERVICE_FUND', 'payerId', $5::uuid, 'weeklyPence', $3::text),
         jsonb_build_object('route', 'DIRECT_PAYMENT', 'payerId', b.person_id, 'weeklyPence', null)), 'Measured.', $2, $4, b.person_id)
       from ledger.budget b where b.id = any ($1::uuid[])`,
      [divided, today, PENCE, new Date(), id('provider', 1)],
    );
    await client.query(
      `update ledger.hold set provider_id = $3 where budget_id = any ($1::uuid[]) and state = 'PLANNED' and (effective_on - $2::date) % 7 = 0`,
      [divided, today, id('provider', 1)],
    );
    await client.query('vacuum analyze');
    return [divided, undivided.slice(0, divided.length)];
  } finally {
    await client.end();
  }
}

async function load(superuserUrl: string, texts: readonly string[], { budgets, weeks }: HistorySize): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  const settings = {
    council: id('council', 1),
    provider: id('provider', 1),
    service: id('service', 1),
    variant: id('variant', 1),
    budgets,
    weeks,
    pence: PENCE,
    today: londonDate(new Date()),
  };
  try {
    await client.query('begin');
    for (const [name, value] of Object.entries(settings))
      await client.query('select set_config($1, $2, true)', [`app.${name}`, String(value)]);
    for (const text of texts) await client.query(text);
    await client.query('commit');
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}
