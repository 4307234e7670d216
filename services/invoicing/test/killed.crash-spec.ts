import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, shortReference, UuidV7Source } from '@owncourse/kernel/contract';
import { backends, killedDoing, untilGone } from '@owncourse/kernel/testing';
import { IncomingRepository } from '../src/persistence/incoming.repository.js';
import { IncomingInvoices } from '../src/use-cases/incoming-invoices.js';
import { PayingAccounts } from '../src/use-cases/paying-accounts.js';
import type { Deed } from './fixtures/deeds-to-die-in.js';
import { Scene } from './fixtures/scene.js';
import { sentUbl } from './fixtures/sent-ubl.js';

const DEEDS = new URL('./fixtures/deeds-to-die-in.ts', import.meta.url);
const key = (): string => randomUUID();

/** One thing to do that can be done anew for each try. */
interface Case {
  readonly actor: Actor;
  readonly does: Deed['does'];
  /** The same again in this process. */
  readonly again: () => Promise<string>;
  /** All that there is of it. */
  readonly state: () => Promise<unknown>;
  readonly undone: unknown;
  readonly done: unknown;
}

describe('when the process is killed in the middle', () => {
  let scene: Scene;
  let officer: Actor;
  let second: Actor;

  beforeAll(async () => {
    scene = await Scene.open();
    [officer, second] = [scene.officer(), scene.officer()];
    await scene.policy('directPaymentsPaidBy', 'HOLDER');
  });
  afterAll(async () => {
    expect(await scene.verifyInvoices()).toMatchObject({ differencePence: '0', breaches: 0, first: null });
    expect(await scene.verify()).toMatchObject({ breaches: 0 });
    await scene.close();
  });

  const one = async (sql: string, values: readonly unknown[]): Promise<unknown> => (await scene.rows(sql, values))[0];

  async function bill(): Promise<Case> {
    const holder = await scene.holder('DIRECT_PAYMENT');
    const actor = scene.person(holder.personId);
    const variant = await scene.variant(await scene.provider());
    const [delivery = ''] = await scene.deliver([{ holder, variant, day: '2026-03-02' }]);
    await scene.confirm([delivery]);
    const [row] = await scene.rows<{ id: string }>(
      'select invoice_id as id from invoicing.invoice_line where billable_id = $1',
      [delivery],
    );
    const invoiceId = row?.id ?? '';
    await scene.invoicing.approveInvoices(actor, { invoiceIds: [invoiceId], idempotencyKey: key() });
    const input = { invoiceId, idempotencyKey: key() };
    return {
      actor,
      does: { what: 'PAY_BILL', ...input },
      again: () =>
        scene.bills.recordPaid(actor, { ...input, paidOn: '2026-03-20', how: 'BANK_TRANSFER', receipt: null }),
      state: () =>
        one(
          `select i.status, b.invoiced_pence::int as invoiced, b.paid_pence::int as paid,
             (select count(*)::int from invoicing.holder_payment h where h.invoice_id = i.id) as payments,
             (select count(*)::int from ledger.transfer t where t.budget_id = b.budget_id and t.to_kind = 'paid') as postings
           from invoicing.invoice i, ledger.budget_balance b where i.id = $1 and b.budget_id = $2`,
          [invoiceId, holder.budgetId],
        ),
      undone: { status: 'APPROVED', invoiced: 2410, paid: 0, payments: 0, postings: 0 },
      done: { status: 'PAID', invoiced: 0, paid: 2410, payments: 1, postings: 1 },
    };
  }

  async function incoming(): Promise<Case> {
    const holder = await scene.holder();
    const providerId = await scene.provider();
    const variant = await scene.variant(providerId);
    const actor = scene.staff(providerId);
    const invoices = new IncomingInvoices(
      scene.database,
      new IncomingRepository(),
      scene.clock,
      new UuidV7Source(scene.clock),
    );
    // Known to the council by an invoice that made itself.
    await scene.confirm(await scene.deliver([{ holder, variant, day: '2026-02-02' }]));
    await invoices.setOwnInvoices(actor, { councilId: scene.councilA, sends: true, idempotencyKey: key() });
    const orderId = randomUUID();
    const [visit = ''] = await scene.deliver([{ holder, variant, day: '2026-03-02', orderId }]);
    await scene.confirm([visit]);
    const file = sentUbl({
      number: 'X-1',
      seller: providerId,
      buyer: scene.councilA,
      net: '24.10',
      day: '2026-03-02',
      order: shortReference(orderId),
    });
    const input = { councilId: scene.councilA, idempotencyKey: key() };
    return {
      actor,
      does: { what: 'SEND_INVOICE', ...input, file },
      again: () => invoices.send(actor, { ...input, file: Buffer.from(file) }),
      state: () =>
        one(
          `select (select count(*)::int from invoicing.incoming_invoice n where n.provider_id = $1) as sent,
             (select count(*)::int from invoicing.incoming_invoice n where n.provider_id = $1 and n.status = 'ACCEPTED') as accepted,
             (select count(*)::int from invoicing.invoice i where i.provider_id = $1 and i.external_number = 'X-1') as invoices,
             (select count(*)::int from invoicing.invoice_line l where l.billable_id = $2) as lines,
             (select count(*)::int from invoicing.billable_item b where b.id = $2) as waiting,
             (select count(*)::int from kernel.outbox o join invoicing.invoice i on o.payload -> 'invoiceIds' ? i.id::text
              where o.type = 'invoicing.invoices-issued' and i.external_number = 'X-1' and i.provider_id = $1) as told`,
          [providerId, visit],
        ),
      undone: { sent: 0, accepted: 0, invoices: 0, lines: 0, waiting: 1, told: 0 },
      done: { sent: 1, accepted: 1, invoices: 1, lines: 1, waiting: 0, told: 1 },
    };
  }

  async function account(): Promise<Case> {
    await scene.owner.query(
      'truncate invoicing.paying_account, invoicing.paying_account_entry, invoicing.paying_account_number',
    );
    const accounts = new PayingAccounts(scene.database, scene.clock, new UuidV7Source(scene.clock));
    const entryId = await accounts.enter(officer, {
      sortCode: '107999',
      accountNumber: '88837491',
      accountName: 'First Council',
      serviceUserNumber: '123456',
      fromOn: '2026-03-20',
      idempotencyKey: key(),
    });
    const input = { entryId, idempotencyKey: key() };
    return {
      actor: second,
      does: { what: 'AGREE_ACCOUNT', ...input },
      again: () => accounts.decide(second, { ...input, agree: true }),
      state: () =>
        one(
          `select e.status, (select count(*)::int from invoicing.paying_account) as accounts,
             (select count(*)::int from kernel.outbox where type = 'invoicing.paying-account-decided' and payload ->> 'payingAccountId' = e.id::text) as told
           from invoicing.paying_account_entry e where e.id = $1`,
          [entryId],
        ),
      undone: { status: 'WAITING', accounts: 0, told: 0 },
      done: { status: 'AGREED', accounts: 1, told: 1 },
    };
  }

  it.each([
    ['a bill that is recorded as paid', bill],
    ['an invoice that a provider sends', incoming],
    ['an account to pay from that is agreed', account],
  ] as const)('%s is there not at all or whole, and once when it is tried again', async (_what, make) => {
    const deedOf = (of: Case): Deed => ({
      appUrl: scene.appUrl,
      now: scene.clock.now().toISOString(),
      actor: of.actor,
      does: of.does,
    });
    // How many statements it takes, from one like it.
    const twin = await make();
    const { statements } = await killedDoing(DEEDS, deedOf(twin), null);
    expect(await twin.state()).toEqual(twin.done);
    expect(statements).toBeGreaterThan(4);

    const tried = await make();
    expect(await tried.state()).toEqual(tried.undone);
    const die = async (at: number, unheard: boolean): Promise<void> => {
      const stays = await backends(scene.owner);
      const ended = await killedDoing(DEEDS, deedOf(tried), { at, unheard });
      expect(ended.killed).toBe(true);
      await untilGone(scene.owner, stays);
    };
    // Each try is the one before it tried again. The last statement commits: until it is sent, nothing is left behind.
    for (let at = 1; at <= statements; at += 1) {
      await die(at, false);
      expect([at, await tried.state()]).toEqual([at, tried.undone]);
    }
    // Done, and nobody heard.
    await die(statements, true);
    expect(await tried.state()).toEqual(tried.done);
    const first = await tried.again();
    expect(await tried.again()).toBe(first);
    expect(await tried.state()).toEqual(tried.done);

    // Killed in the middle, then done by who is left.
    const other = await make();
    const stays = await backends(scene.owner);
    await killedDoing(DEEDS, deedOf(other), { at: statements - 1, unheard: true });
    await untilGone(scene.owner, stays);
    expect(await other.state()).toEqual(other.undone);
    await other.again();
    expect(await other.state()).toEqual(other.done);
  });
});
