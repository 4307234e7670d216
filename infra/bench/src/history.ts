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
