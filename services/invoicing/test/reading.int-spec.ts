import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IdentityPort } from '@owncourse/identity/contract';
import { type Actor, OperationContext, rowScope } from '@owncourse/kernel/contract';
import { InvoiceResolver } from '../src/graphql/invoice.resolver.js';
import { PaymentRunResolver } from '../src/graphql/payment-run.resolver.js';
import { type Holder, Scene } from './fixtures/scene.js';

describe('reading invoices', () => {
  const looks: { readonly actor: string; readonly personId: string; readonly what: string }[] = [];
  const identity = {
    recordLookUp: (actor: Actor, look: { personId: string; what: string }) => {
      looks.push({ actor: actor.personId, personId: look.personId, what: look.what });
      return Promise.resolve();
    },
  } as unknown as IdentityPort;
  let scene: Scene;
  let first: Holder;
  let second: Holder;
  let foreign: Holder;
  let providers: string[];
  let officer: Actor;
  let invoices: InvoiceResolver;
  let runs: PaymentRunResolver;

  beforeAll(async () => {
    scene = await Scene.open();
    invoices = new InvoiceResolver(scene.invoices, scene.invoicing, identity);
    runs = new PaymentRunResolver(scene.runs, scene.invoices, scene.invoicing);
    officer = scene.officer();
    first = await scene.holder();
    second = await scene.holder();
    foreign = await scene.holder('COUNCIL_MANAGED', scene.councilB);
    providers = [];
    for (let count = 0; count < 12; count += 1) {
      const providerId = await scene.provider();
      providers.push(providerId);
      const variant = await scene.variant(providerId);
      const visits = [first, second, foreign].flatMap((holder) =>
        ['2026-03-02', '2026-03-03'].map((day) => ({ holder, variant, day })),
      );
      await scene.confirm(await scene.deliver(visits));
    }
    const approved = await scene.invoicing.approveInvoices(officer, {
      invoiceIds: await scene.invoicing.invoicesToApprove(officer),
      idempotencyKey: randomUUID(),
    });
    for (const id of approved.slice(0, 3))
      await scene.invoicing.preparePaymentRun(officer, { idempotencyKey: randomUUID(), invoiceIds: [id] });
  });
  afterAll(() => scene.close());

  async function as<Result>(
    actor: Actor | null,
    work: (context: OperationContext) => Promise<Result>,
  ): Promise<Result> {
    const context = new OperationContext(actor, scene.database.reads(rowScope(actor)), {
      id: '1',
      address: '',
      sessionToken: null,
    });
    try {
      return await work(context);
    } finally {
      await context.reads.close();
    }
  }

  const listFor = (actor: Actor | null, size = 100) => as(actor, (context) => invoices.list(null, size, null, context));

  it('shows the officer the council’s, the provider its own, and others nothing', async () => {
    expect((await listFor(officer)).totalCount).toBe(12);
    expect((await listFor(scene.officer(scene.councilB))).totalCount).toBe(12);
    expect((await listFor(scene.staff(providers[0] ?? ''))).totalCount).toBe(2);
    expect((await listFor(scene.staff(randomUUID()))).totalCount).toBe(0);
    expect((await listFor(scene.officer(scene.councilA, ['COMMISSIONER']))).totalCount).toBe(0);
    expect((await listFor(scene.officer(scene.councilA, ['CARE_MANAGER']))).totalCount).toBe(0);
    expect((await listFor(null)).totalCount).toBe(0);
  });

  it('shows a person only their own lines and their own total', async () => {
    const list = await listFor(scene.person(first.personId));
    expect(list.totalCount).toBe(12);
    expect(list.edges[0]?.node).toMatchObject({ totalPence: 4820n, lineCount: 2 });
    const [id = ''] = list.edges.map((edge) => edge.node.id);
    const seen = await as(officer, async (context) => {
      const invoice = await invoices.invoice(id, context);
      return invoice && { total: invoice.totalPence, lines: await invoices.lines(invoice, context) };
    });
    expect(seen?.total).toBe(9640n);
    expect(seen?.lines).toHaveLength(4);
    expect(seen?.lines[0]).toMatchObject({
      description: 'Home help, One hour',
      quantity: '1',
      unitPricePence: 2410n,
      vatCategory: 'O',
      rateCardVersion: 3,
    });
    const representative = {
      ...scene.person(randomUUID()),
      mandates: [{ id: randomUUID(), personId: first.personId, scopes: ['VIEW' as const] }],
    };
    expect((await listFor(representative)).edges[0]?.node).toMatchObject({ totalPence: 4820n });
  });

  it('answers a foreign id as one that does not exist', async () => {
    const [mine] = (await listFor(officer)).edges;
    const stranger = scene.officer(scene.councilB);
    expect(await as(stranger, (context) => invoices.invoice(mine?.node.id ?? '', context))).toBeNull();
    expect(await as(stranger, (context) => invoices.invoice(randomUUID(), context))).toBeNull();
    expect(await as(stranger, (context) => invoices.invoice('not an id', context))).toBeNull();
  });

  it('records an officer’s look at one person’s spending, and nobody else’s', async () => {
    const holder = await scene.holder();
    const variant = await scene.variant(await scene.provider());
    await scene.confirm(await scene.deliver([{ holder, variant, day: '2026-03-02' }]));
    const [row] = await scene.rows<{ id: string }>('select id from invoicing.invoice where provider_id = $1', [
      variant.providerId,
    ]);
    for (const actor of [officer, scene.person(holder.personId), scene.staff(variant.providerId)])
      await as(actor, (context) => invoices.invoice(row?.id ?? '', context));
    expect(looks).toEqual([{ actor: officer.personId, personId: holder.personId, what: 'INVOICE' }]);
    await scene.invoicing.approveInvoices(officer, { invoiceIds: [row?.id ?? ''], idempotencyKey: randomUUID() });
  });

  it('pages without losing or repeating one', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const cursor: string | null = after;
      const page: Awaited<ReturnType<typeof listFor>> = await as(officer, (context) =>
        invoices.list(null, 5, cursor, context),
      );
      seen.push(...page.edges.map((edge) => edge.node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen).size).toBe(13);
    await expect(
      as(officer, (context) => invoices.list(null, 5, Buffer.from('["x","y"]').toString('base64url'), context)),
    ).rejects.toThrow('INVALID_INPUT');
  });

  it('filters by status', async () => {
    expect(
      (await as(officer, (context) => invoices.list({ statuses: ['APPROVED'] }, null, null, context))).totalCount,
    ).toBe(10);
    expect(
      (await as(officer, (context) => invoices.list({ statuses: ['ISSUED', 'IN_PAYMENT_RUN'] }, null, null, context)))
        .totalCount,
    ).toBe(3);
  });

  it('reads a list with everything on it in the same number of statements, however long it is', async () => {
    const whole = (size: number) =>
      as(officer, async (context) => {
        const list = await invoices.list(null, size, null, context);
        await Promise.all(
          list.edges.map(({ node }) =>
            Promise.all([
              invoices.lines(node, context),
              invoices.payerName(node, context),
              invoices.approvedByName(node, context),
            ]),
          ),
        );
        return context.reads.count;
      });
    expect(await whole(2)).toBe(5);
    expect(await whole(12)).toBe(5);
  });

  it('reads payment runs with their invoices in the same number of statements, and only for the council’s officers', async () => {
    const whole = (size: number) =>
      as(officer, async (context) => {
        const list = await runs.list(size, context);
        const paid = await Promise.all(
          list.map(async (run) => {
            await Promise.all([runs.preparedByName(run, context), runs.releasedByName(run, context)]);
            return runs.invoicesOf(run, context);
          }),
        );
        expect(paid.every((of) => of.length === 1)).toBe(true);
        return context.reads.count;
      });
    expect(await whole(1)).toBe(4);
    expect(await whole(3)).toBe(4);
    expect(await as(officer, (context) => runs.list(null, context))).toHaveLength(3);
    expect((await as(officer, (context) => runs.list(1, context)))[0]).toMatchObject({
      preparedByReader: true,
      paymentCount: 1,
      status: 'PREPARED',
    });
    for (const other of [
      scene.officer(scene.councilB),
      scene.person(first.personId),
      scene.staff(providers[0] ?? ''),
    ]) {
      expect(await as(other, (context) => runs.list(null, context))).toEqual([]);
    }
  });

  it('tells in plain words why an invoice cannot be approved', async () => {
    const variant = await scene.variant(await scene.provider());
    await scene.confirm(await scene.deliver([{ holder: first, variant, day: '2026-03-02', amountPence: 5 }]));
    const [invoice] = await scene.rows<{ id: string }>(`select id from invoicing.invoice where provider_id = $1`, [
      variant.providerId,
    ]);
    const answer = await as(officer, (context) => invoices.approve(invoice?.id ?? '', randomUUID(), context));
    expect(answer).toMatchObject({
      __typename: 'NotAllowed',
      reason: 'MATCH_PROBLEMS',
      message: 'This cannot be approved yet. The price is not the price of the order.',
    });
    expect(await as(null, (context) => invoices.approve(invoice?.id ?? '', randomUUID(), context))).toMatchObject({
      __typename: 'NotAllowed',
      reason: 'NOT_SIGNED_IN',
    });
  });
});
