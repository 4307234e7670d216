import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BUDGET_LIFE, type BudgetLifePort } from '@owncourse/ledger/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import { id } from '../src/testing/small-world.js';
import { LivelyWorld, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import type { GraphqlClient } from './graphql-client.js';

/** £1,000 came in for the first week; two hours at £24.10 were delivered and paid for. */
const [WEEKLY, SPENT] = [100_000, 4820];
const CLOSE = `mutation ($input: CloseBudgetInput!) { closeBudget(input: $input) { __typename ... on NotAllowed { reason }
  ... on InvalidInput { problems { field } } } }`;
const FINAL = `query ($id: ID!, $day: Date!) { budget(id: $id) { status availablePence
  statement(first: 1) { edges { node { kind amountPence words } } }
  period(from: $day, to: $day, by: RECORDED) { opening { leftPence } closing { leftPence promisedPence } cameInPence wentBackPence isFinal } } }`;

let lively: LivelyWorld;
let database: WholeDatabase;
let finance: GraphqlClient;

beforeAll(async () => {
  lively = await LivelyWorld.open(4);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  finance = await lively.signInAs('finance@first.example');
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await database.close();
  await lively.house.close();
});

async function rows(sql: string, value: string): Promise<readonly Record<string, unknown>[]> {
  return (await database.superuser.query<Record<string, unknown>>(sql, [value])).rows;
}

function close(holder: number, cause: string): Promise<unknown> {
  const input = {
    budgetId: lively.world.budgetOf(holder),
    idempotencyKey: `close-${cause}-${holder}`,
    reason: 'Recorded by the care manager.',
    fromDate: TODAY,
    cause,
  };
  return finance.ask('closeBudget', CLOSE, { input });
}

describe('a budget held in one way that ends', () => {
  it.each([
    [0, 'DEATH'],
    [1, 'MOVED'],
    [2, 'DECLINED'],
  ] as const)(
    'of holder %i because of %s: a last statement, and what is over goes back to the penny',
    async (holder, cause) => {
      const budgetId = lively.world.budgetOf(holder);
      const { invoiceId } = await lively.invoiced(holder, 'before-the-end');
      await lively.invoicing.approveInvoices(await lively.world.actor('finance-first'), {
        invoiceIds: [invoiceId],
        idempotencyKey: `approve-before-${cause}`,
      });
      await lively.pay(holder, invoiceId);
      expect(await close(holder, cause)).toEqual({ __typename: 'BudgetDecided' });
      expect(await close(holder, cause)).toEqual({ __typename: 'BudgetDecided' });
      await lively.house.application.get<BudgetLifePort>(BUDGET_LIFE).followDays();
      await lively.house.application.get<BudgetLifePort>(BUDGET_LIFE).followDays();

      const over = WEEKLY - SPENT;
      expect(
        await rows(
          `select t.from_kind as from, t.amount_pence::int as pence, a.funding_kind as funder
         from ledger.transfer t join ledger.account a on a.id = t.to_account where t.budget_id = $1 and t.kind = 'RECLAIMED'`,
          budgetId,
        ),
      ).toEqual([{ from: 'available', pence: over, funder: 'SOCIAL_CARE' }]);
      expect(
        await rows(
          `select paid_pence::int as paid, reclaimed_pence::int as reclaimed, available_pence::int as available, committed_pence::int as committed
         from ledger.budget_balance where budget_id = $1`,
          budgetId,
        ),
      ).toEqual([{ paid: SPENT, reclaimed: over, available: 0, committed: 0 }]);
      expect(await finance.ask('budget', FINAL, { id: budgetId, day: TODAY })).toEqual({
        status: 'CLOSED',
        availablePence: 0,
        statement: {
          edges: [
            {
              node: {
                kind: 'RECLAIMED',
                amountPence: over,
                words: '£951.80 that was over went back to who paid it in. You have £0 left.',
              },
            },
          ],
        },
        period: {
          opening: { leftPence: 0 },
          closing: { leftPence: 0, promisedPence: 0 },
          cameInPence: WEEKLY,
          wentBackPence: over,
          isFinal: true,
        },
      });
      expect(
        await rows(
          `select replace(type, 'ledger.', '') as type, payload ->> 'cause' as cause, payload ->> 'reclaimedPence' as pence from kernel.outbox
         where type in ('ledger.budget-closing', 'ledger.budget-closed') and payload ->> 'budgetId' = $1::text order by position`,
          budgetId,
        ),
      ).toEqual([
        { type: 'budget-closing', cause, pence: null },
        { type: 'budget-closed', cause, pence: String(over) },
      ]);
      // No money comes any more, and nothing can be ordered.
      expect(
        await rows('select 1 from ledger.instalment where budget_id = $1 and posted_at is null', budgetId),
      ).toEqual([]);
      await expect(lively.order(holder, 'after-the-end')).rejects.toMatchObject({ code: 'NO_BUDGET' });
    },
  );

  it('is for one of the causes that there are, and stays open otherwise', async () => {
    const reply = await finance.send(CLOSE, {
      input: {
        budgetId: lively.world.budgetOf(3),
        idempotencyKey: 'close-for-no-cause',
        reason: 'No cause.',
        fromDate: TODAY,
        cause: 'BORED',
      },
    });
    expect(reply.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(await rows('select status from ledger.budget where id = $1', id('budget', 3))).toEqual([
      { status: 'ACTIVE' },
    ]);
  });
});
