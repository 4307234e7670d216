import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BUDGET_LIFE, type BudgetLifePort } from '@owncourse/ledger/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import type { GraphqlClient } from './graphql-client.js';

const FIELDS = `__typename ... on PausedVisits { fromOn untilDate visitCount feePence comesBackPence visits { onDate feePence } } ... on NotAllowed { reason }`;

/** Each holder has £1,000 a week, of which the first is in: visits up to Sunday are held, later ones planned. */
let lively: LivelyWorld;
let superuser: pg.Client;
let life: BudgetLifePort;
let finance: GraphqlClient;
let holder = -1;

beforeAll(async () => {
  lively = await LivelyWorld.open(10);
  life = lively.house.application.get<BudgetLifePort>(BUDGET_LIFE);
  finance = await lively.signInAs('finance@first.example');
  superuser = new pg.Client({ connectionString: lively.house.database.superuserUrl });
  await superuser.connect();
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await superuser.end();
  await lively.house.close();
});

beforeEach(() => {
  lively.clock.moveTo(NOW);
  holder += 1;
});

const budgetId = (): string => lively.world.budgetOf(holder);

/** Every Tuesday and Thursday at two, for four weeks, said yes to: today and Thursday are held. */
async function standing(): Promise<string> {
  const orderId = await lively.order(holder, randomUUID(), {
    startTime: '14:00',
    oneOff: null,
    standing: { startsOn: TODAY, endsOn: '2026-04-02', weekdays: ['TU', 'TH'] },
  });
  await lively.accept(orderId);
  return orderId;
}

async function decide(verb: 'pauseBudget' | 'restartBudget', fromDate: string): Promise<void> {
  const about = { budgetId: budgetId(), idempotencyKey: randomUUID(), reason: 'In hospital.', fromDate };
  await life[verb](await lively.world.actor('finance-first'), about);
}

const shown = (client = finance): Promise<unknown> =>
  client.ask('pausedVisits', `query ($id: ID!) { pausedVisits(budgetId: $id) { ${FIELDS} } }`, { id: budgetId() });

function cancel(agreedFeePence: number, key: string = randomUUID(), client = finance): Promise<unknown> {
  const input = { budgetId: budgetId(), idempotencyKey: key, agreedFeePence };
  const mutation = `mutation ($input: CancelPausedVisitsInput!) { cancelPausedVisits(input: $input) { ${FIELDS} } }`;
  return client.ask('cancelPausedVisits', mutation, { input });
}

async function money(): Promise<unknown> {
  const { rows } = await superuser.query(
    `select available_pence::int as available, committed_pence::int as committed, accrued_pence::int as accrued
     from ledger.budget_balance where budget_id = $1`,
    [budgetId()],
  );
  return rows[0];
}

async function visits(orderId: string): Promise<unknown[]> {
  const { rows } = await superuser.query<{ day: string; status: string; fee: number }>(
    `select on_date::text as day, status, fee_pence::int as fee from ordering.occurrence where order_id = $1 order by on_date limit 3`,
    [orderId],
  );
  return rows.map(({ day, status, fee }) => [day, status, fee]);
}

describe('visits that are promised for paused days', () => {
  it('stay until somebody cancels them, at the fee that was shown, once; planned ones wait', async () => {
    const orderId = await standing();
    expect(await shown()).toMatchObject({ __typename: 'NotAllowed', reason: 'WRONG_STATE' });
    await decide('pauseBudget', TODAY);
    expect(await money()).toEqual({ available: 90_360, committed: 9640, accrued: 0 });
    // Today at two is inside 24 hours: half of £48.20. Thursday is free.
    expect(await shown()).toEqual({
      __typename: 'PausedVisits',
      fromOn: TODAY,
      untilDate: null,
      visitCount: 2,
      feePence: 2410,
      comesBackPence: 7230,
      visits: [
        { onDate: TODAY, feePence: 2410 },
        { onDate: '2026-03-12', feePence: 0 },
      ],
    });
    expect(await cancel(0)).toMatchObject({ __typename: 'NotAllowed', reason: 'FEE_CHANGED' });
    expect(await money()).toEqual({ available: 90_360, committed: 9640, accrued: 0 });
    const both = await Promise.all(['pressed-twice', 'pressed-twice'].map((key) => cancel(2410, key)));
    for (const answer of both) expect(answer).toMatchObject({ __typename: 'PausedVisits', visitCount: 0, feePence: 0 });
    expect(await money()).toEqual({ available: 97_590, committed: 0, accrued: 2410 });
    const after = [
      [TODAY, 'CANCELLED', 2410],
      ['2026-03-12', 'CANCELLED', 0],
      ['2026-03-17', 'PLANNED', 0],
    ];
    expect(await visits(orderId)).toEqual(after);
    const { rows: told } = await superuser.query(
      `select payload ->> 'feePence' as fee, jsonb_array_length(payload -> 'occurrenceIds') as visits from kernel.outbox
       where type = 'ordering.visits-cancelled' and payload ->> 'orderId' = $1`,
      [orderId],
    );
    expect(told).toEqual([{ fee: '2410', visits: 2 }]);
    await decide('restartBudget', TODAY);
    expect(await visits(orderId)).toEqual(after);
  });

  it('are only those of the pause, and the person may cancel them too', async () => {
    const orderId = await standing();
    await decide('pauseBudget', '2026-03-11');
    const own = await lively.signInAs(`holder${holder}@first.example`);
    expect(await shown(own)).toMatchObject({ fromOn: '2026-03-11', visitCount: 1, feePence: 0, comesBackPence: 4820 });
    expect(await cancel(0, randomUUID(), own)).toMatchObject({ __typename: 'PausedVisits', visitCount: 0 });
    expect(await visits(orderId)).toEqual([
      [TODAY, 'HELD', 0],
      ['2026-03-12', 'CANCELLED', 0],
      ['2026-03-17', 'PLANNED', 0],
    ]);
    expect(await money()).toEqual({ available: 95_180, committed: 4820, accrued: 0 });
    const stranger = await lively.signInAs('provider@first.example');
    expect(await shown(stranger)).toMatchObject({ __typename: 'NotAllowed' });
  });

  it.each(['cancel first', 'restart first'])(
    'beside a budget that goes on again: one after the other (%s)',
    async (first) => {
      for (let round = 0; round < 4; round += 1) {
        if (round > 0) {
          holder += 1;
        }
        const orderId = await standing();
        await decide('pauseBudget', '2026-03-11');
        const moves = [() => cancel(0), () => decide('restartBudget', '2026-03-11')];
        if (first === 'restart first') moves.reverse();
        const answers = await Promise.all(moves.map((move) => move()));
        const told = answers.find((one) => one !== undefined) as { __typename: string };
        const cancelled = (await visits(orderId))[1];
        // The answer reads once more what is left: after a restart there is no pause to tell of.
        if (told.__typename === 'PausedVisits') expect(cancelled).toEqual(['2026-03-12', 'CANCELLED', 0]);
        const isGone = JSON.stringify(cancelled).includes('CANCELLED');
        expect(await money()).toEqual(
          isGone
            ? { available: 95_180, committed: 4820, accrued: 0 }
            : { available: 90_360, committed: 9640, accrued: 0 },
        );
      }
    },
  );
});
