import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CARDS, type CardsPort } from '@owncourse/invoicing/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import { CardWorld, holderId, OWN_PART } from './fixtures/card-world.js';
import { LivelyWorld } from './fixtures/lively-world.js';

const CREATE = 'POST /v1/payment_intents';
const DETACH = 'POST /v1/payment_methods/:id/detach';
const PAID = { state: 'PAID', owed: '1500', paid: '1500', back: '0' };
const DUE = { state: 'DUE', owed: '1500', paid: '0', back: '0' };
const DAY = 1440;

let world: CardWorld;

beforeAll(async () => {
  world = await CardWorld.open();
});

afterAll(async () => {
  expect(await verifyLedger(world.lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0 });
  await world.close();
});

beforeEach(() => world.newPerson());

const made = (): number => world.fake.made(CREATE);

describe('where card payment is not set up', () => {
  it('it says so, notes what is owed all the same, and takes nothing', async () => {
    const lively = await LivelyWorld.open(1);
    try {
      const cards = lively.house.application.get<CardsPort>(CARDS);
      const person = await lively.world.actor('holder', 0);
      const input = { idempotencyKey: 'nothing-set-up' };
      const notSetUp = { code: 'CARD_PAYMENT_NOT_SET_UP' };
      await expect(cards.startKeepingCard(person, input)).rejects.toMatchObject(notSetUp);
      await expect(cards.removeCard(person, input)).rejects.toMatchObject(notSetUp);
      await expect(cards.startAccount(await lively.world.actor('provider-staff', 1), input)).rejects.toMatchObject(
        notSetUp,
      );
      await cards.work();
      expect((await fetch(`${lively.house.origin}/webhooks/stripe`, { method: 'POST', body: '{}' })).status).toBe(404);
      const own = await lively.signInAs('holder0@first.example');
      expect(await own.ask('myCard', '{ myCard { setUp openPence } }')).toEqual({ setUp: false, openPence: 0 });
    } finally {
      await lively.house.close();
    }
  });
});

describe('before a provider can be paid by card', () => {
  it('nothing is taken, and a page says so', async () => {
    await world.keepCard();
    const { chargeId } = await world.owed();
    const before = made();
    await world.cards.work();
    expect(await world.charge(chargeId)).toEqual(DUE);
    await expect(
      world.cards.startPaying(await world.person(), { idempotencyKey: world.key(), chargeId }),
    ).rejects.toMatchObject({ code: 'PROVIDER_TAKES_NO_CARDS' });
    expect(made()).toBe(before);
    await world.cards.removeCard(await world.person(), { idempotencyKey: world.key() });
  });

  it('its owner opens one account however often it is asked, and is ready when the company says so', async () => {
    const owner = await world.staff();
    const input = { idempotencyKey: world.key() };
    const [first, second] = await Promise.all([
      world.cards.startAccount(owner, input),
      world.cards.startAccount(owner, { idempotencyKey: world.key() }),
    ]);
    expect(first).toBe(second);
    expect(await world.cards.startAccount(owner, input)).toBe(first);
    expect(world.fake.state.all('account')).toHaveLength(1);
    await expect(world.cards.startAccount(await world.person(), input)).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
    await world.cards.lookAtAccount(owner);
    const client = await world.lively.signInAs('provider@first.example');
    const ask = (): Promise<unknown> =>
      client.ask('ourCardAccount', '{ ourCardAccount { setUp state askedCount mayStart } }');
    expect(await ask()).toEqual({ setUp: true, state: 'BEGUN', askedCount: 2, mayStart: true });
    await world.visit(first);
    await world.cards.lookAtAccount(owner);
    expect(await ask()).toEqual({ setUp: true, state: 'READY', askedCount: 0, mayStart: true });
  });
});

describe('a person who keeps a card', () => {
  it('sees its brand, its end and when it runs out; others see nothing of it', async () => {
    await world.keepCard();
    const mine = '{ myCard { setUp card { brand lastFour expiryMonth expiryYear } charges { id } openPence } }';
    const own = await world.lively.signInAs(`holder${world.holder}@first.example`);
    expect(await own.ask('myCard', mine)).toEqual({
      setUp: true,
      card: { brand: 'visa', lastFour: '4242', expiryMonth: 12, expiryYear: 2030 },
      charges: [],
      openPence: 0,
    });
    const finance = await world.lively.signInAs('finance@first.example');
    expect(await finance.ask('myCard', mine)).toMatchObject({ card: null });
    // What the other side knows of them is our own number for them.
    expect(world.fake.state.all('customer')[0]).toMatchObject({ metadata: { person: holderId(world) } });
  });

  it('pays each confirmed visit once, straight to the provider', async () => {
    await world.keepCard();
    const { chargeId, orderId } = await world.owed();
    const before = made();
    await world.cards.work();
    await world.cards.work();
    expect(made()).toBe(before + 1);
    expect(await world.charge(chargeId)).toEqual(PAID);
    const account = world.fake.state.all('account')[0]?.id;
    expect(world.fake.state.all('payment_intent')[0]).toMatchObject({
      amount: Number(OWN_PART),
      amount_received: Number(OWN_PART),
      on_behalf_of: account,
      transfer_data: { destination: account },
      metadata: { charge: chargeId },
    });
    const receipt = `query ($id: ID!) { cardCharge(id: $id) { owedPence paidPence backPence state order { id service { name } } provider { name } onDate paidAt disputed } }`;
    const own = await world.lively.signInAs(`holder${world.holder}@first.example`);
    expect(await own.ask('cardCharge', receipt, { id: chargeId })).toEqual({
      owedPence: 1500,
      paidPence: 1500,
      backPence: 0,
      state: 'PAID',
      order: { id: orderId, service: { name: 'Help at home' } },
      provider: { name: 'Kind Hands' },
      onDate: '2026-03-10',
      paidAt: world.lively.clock.now().toISOString(),
      disputed: false,
    });
    for (const other of ['finance@first.example', 'other-provider@first.example', 'caremanager@first.example'])
      expect(await (await world.lively.signInAs(other)).ask('cardCharge', receipt, { id: chargeId })).toBeNull();
    const finance = await world.lively.signInAs('finance@first.example');
    const sums =
      '{ cardSums(from: "2026-03-01", to: "2026-03-31") { provider { name } visitCount peopleCount owedPence paidPence backPence } }';
    const sum = { visitCount: 2, peopleCount: 2, owedPence: 3000, paidPence: 1500, backPence: 0 };
    expect(await finance.ask('cardSums', sums)).toEqual([{ provider: { name: 'Kind Hands' }, ...sum }]);
    const behind = {
      query: `query ($id: ID!, $from: Date!, $to: Date!) { cardReferences(providerId: $id, from: $from, to: $to) { onDate owedPence paidPence backPence state payments } }`,
      asked: { id: world.lively.world.providerId, from: '2026-03-01', to: '2026-03-31' },
    };
    const payment = world.fake.state.all('payment_intent')[0]?.id;
    const visits = await finance.ask<{ paidPence: number }[]>('cardReferences', behind.query, behind.asked);
    // On the same day they are in no order that means anything.
    expect(visits.toSorted((one, other) => other.paidPence - one.paidPence)).toEqual([
      { onDate: '2026-03-10', owedPence: 1500, paidPence: 1500, backPence: 0, state: 'PAID', payments: [payment] },
      { onDate: '2026-03-10', owedPence: 1500, paidPence: 0, backPence: 0, state: 'DUE', payments: [] },
    ]);
    for (const days of [
      { from: '2026-03-11', to: '2026-03-31' },
      { from: 'never', to: '2026-03-31' },
    ])
      expect((await finance.send(behind.query, { ...behind.asked, ...days })).data?.['cardReferences'] ?? []).toEqual(
        [],
      );
    // A commissioner sees aggregates only: none about two people, and nothing behind it.
    const commissioner = await world.lively.signInAs('commissioner@first.example');
    expect(await commissioner.ask('cardSums', sums)).toEqual([]);
    for (const other of ['commissioner@first.example', 'caremanager@first.example', 'provider@first.example'])
      expect(await (await world.lively.signInAs(other)).ask('cardReferences', behind.query, behind.asked)).toEqual([]);
  });

  it('has a receipt that says of VAT what the invoice of the same visit says, and can be kept as a PDF', async () => {
    await world.keepCard();
    const { chargeId, orderId } = await world.owed();
    const own = await world.lively.signInAs(`holder${world.holder}@first.example`);
    const asked = '($id: ID!) { cardCharge(id: $id) { description seller vat { category words pence backPence } } }';
    expect(await own.ask('cardCharge', `query ${asked}`, { id: chargeId })).toEqual({
      description: 'Help at home, Hour',
      seller: ['Kind Hands'],
      vat: {
        category: 'E',
        words: 'No VAT: welfare services are exempt (VAT Act 1994, Schedule 9, Group 7, item 9).',
        pence: 0,
        backPence: 0,
      },
    });
    // While nothing is paid there is no receipt.
    const file = `/files/card-receipts/${chargeId}.pdf`;
    expect((await own.get(file)).status).toBe(404);
    await world.cards.work();
    await world.noted(orderId, 'owed_pence > 0');
    const [same] = await world.query(
      `select c.description, c.vat_category, c.vat_reason, c.vat_percent::text from invoicing.card_charge c
       join invoicing.invoice_line l on l.order_id = c.order_id and l.vat_category = c.vat_category and l.vat_reason is not distinct from c.vat_reason
       where c.id = $1`,
      [chargeId],
    );
    expect(same).toEqual({
      description: 'Help at home, Hour',
      vat_category: 'E',
      vat_reason: 'VATEX-EU-132-1G',
      vat_percent: '0.00',
    });
    const receipt = await own.get(`${file}?print=large`);
    expect([receipt.status, receipt.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(
      Buffer.from(await receipt.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const provider = await world.lively.signInAs('provider@first.example');
    expect((await provider.get(file)).status).toBe(200);
    for (const other of ['finance@first.example', 'other-provider@first.example', 'caremanager@first.example'])
      expect((await (await world.lively.signInAs(other)).get(file)).status).toBe(404);
  });

  it.each([
    ['STANDARD', 'REGISTERED', 'S', '£2.50 of it is VAT at 20%.', 250],
    ['ZERO', 'REGISTERED', 'Z', 'VAT at 0%: this is zero-rated (VAT Act 1994, Schedule 8).', 0],
    ['STANDARD', 'NOT_REGISTERED', 'O', 'No VAT: the provider is not registered for it.', 0],
    ['STANDARD', 'EXEMPT_WELFARE', 'O', 'No VAT: this is outside VAT.', 0],
  ])('freezes VAT as it is on the day: %s of %s', async (treatment, status, category, words, pence) => {
    const set = async (what: string, who: string): Promise<void> => {
      await world.query('update catalogue.variant set vat_treatment = $1 where id = $2', [
        what,
        world.lively.world.variantId,
      ]);
      await world.query('update catalogue.provider set vat_status = $1 where id = $2', [
        who,
        world.lively.world.providerId,
      ]);
    };
    await set(treatment, status);
    const { chargeId } = await world.owed();
    await set('EXEMPT', 'EXEMPT_WELFARE');
    const own = await world.lively.signInAs(`holder${world.holder}@first.example`);
    expect(
      await own.ask('cardCharge', 'query ($id: ID!) { cardCharge(id: $id) { vat { category words pence } } }', {
        id: chargeId,
      }),
    ).toEqual({ vat: { category, words, pence } });
  });

  it('is asked by nobody before the visit is confirmed, and not after the card was removed', async () => {
    await world.keepCard();
    const input = { idempotencyKey: world.key() };
    const removed = world.fake.made(DETACH);
    await world.cards.removeCard(await world.person(), input);
    await world.cards.removeCard(await world.person(), input);
    expect(world.fake.made(DETACH)).toBe(removed + 1);
    const { chargeId } = await world.owed();
    await world.cards.work();
    expect(await world.charge(chargeId)).toEqual(DUE);
    // A card that is kept later pays what waits.
    await world.keepCard();
    await world.cards.work();
    expect(await world.charge(chargeId)).toEqual(PAID);
  });
});

describe('a card that is refused', () => {
  it('is tried again after one, three and five days, then no more, and the person is told once each time', async () => {
    await world.keepCard('insufficient');
    const { chargeId } = await world.owed();
    const before = made();
    await world.cards.work();
    expect(await world.charge(chargeId)).toMatchObject({ state: 'DECLINED', paid: '0' });
    for (const [days, tries] of [
      [0.5, 1],
      [0.6, 2],
      [3.1, 3],
      [5.1, 4],
      [30, 4],
    ] as const) {
      world.later(days * DAY);
      await world.cards.work();
      expect(made()).toBe(before + tries);
    }
    const told = await world.query(
      `select 1 from kernel.outbox where type = 'invoicing.card-declined' and payload->>'chargeId' = $1`,
      [chargeId],
    );
    expect(told).toHaveLength(4);
    // Another card pays at once.
    await world.keepCard();
    await world.cards.work();
    expect(await world.charge(chargeId)).toEqual(PAID);
    expect(world.paidOutside(chargeId)).toBe(1500);
  });

  it('is not tried again when no second try could change it', async () => {
    await world.keepCard('lost');
    const { chargeId } = await world.owed();
    await world.cards.work();
    const before = made();
    world.later(60 * DAY);
    await world.cards.work();
    expect(made()).toBe(before);
    expect(await world.charge(chargeId)).toMatchObject({ state: 'DECLINED' });
  });
});

describe('a bank that wants to hear from the person', () => {
  it('leads them to a page, where they pay once', async () => {
    await world.keepCard('asks');
    const { chargeId } = await world.owed();
    await world.cards.work();
    expect(await world.charge(chargeId)).toMatchObject({ state: 'NEEDS_PERSON', paid: '0' });
    const input = { idempotencyKey: world.key(), chargeId };
    const url = await world.cards.startPaying(await world.person(), input);
    expect(await world.cards.startPaying(await world.person(), input)).toBe(url);
    const sessionId = await world.visit(url, 'asks');
    const back = await world.cards.settlePage(await world.person(), sessionId ?? '');
    expect(back).toEqual({ purpose: 'PAY', state: 'DONE', personId: holderId(world), chargeId });
    expect(await world.charge(chargeId)).toEqual(PAID);
    expect(world.paidOutside(chargeId)).toBe(1500);
    await world.cards.work();
    expect(world.paidOutside(chargeId)).toBe(1500);
    await expect(
      world.cards.startPaying(await world.person(), { idempotencyKey: world.key(), chargeId }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const other = await world.lively.world.actor('provider-staff', 1);
    await expect(world.cards.startPaying(other, { idempotencyKey: world.key(), chargeId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(world.cards.settlePage(other, sessionId ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('ends the page before when another is opened, so that nothing can be paid on both', async () => {
    const { chargeId } = await world.owed();
    const first = await world.cards.startPaying(await world.person(), { idempotencyKey: world.key(), chargeId });
    const second = await world.cards.startPaying(await world.person(), { idempotencyKey: world.key(), chargeId });
    expect(second).not.toBe(first);
    expect(await world.visit(first)).toBeNull();
    await world.cards.settlePage(await world.person(), (await world.visit(second)) ?? '');
    expect(await world.charge(chargeId)).toEqual(PAID);
    expect(world.paidOutside(chargeId)).toBe(1500);
  });
});

describe('the rows themselves', () => {
  it('are hidden from everybody they are not about, cards and tries from all', async () => {
    await world.keepCard();
    await world.owed();
    const client = new pg.Client({ connectionString: world.lively.house.database.appUrl });
    await client.connect();
    const counts = async (scope: Readonly<Record<string, string>>): Promise<number[]> => {
      await client.query('begin');
      for (const [name, value] of Object.entries(scope))
        await client.query('select set_config($1, $2, true)', [`app.${name}`, value]);
      const tables = [
        'kept_card',
        'card_charge',
        'card_account',
        'card_customer',
        'card_attempt',
        'card_session',
        'card_event',
      ];
      const found: number[] = [];
      for (const table of tables) {
        const { rows } = await client.query<{ count: number }>(`select count(*)::int from invoicing.${table}`);
        found.push(Math.min(rows[0]?.count ?? -1, 1));
      }
      await client.query('rollback');
      return found;
    };
    const personId = holderId(world);
    expect(await counts({})).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(await counts({ person_id: personId })).toEqual([1, 1, 0, 0, 0, 0, 0]);
    // Whoever acts for them or looks after them, and the whole council.
    expect(await counts({ people: `{${personId}}` })).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(await counts({ council_id: world.lively.world.councilId, council_wide: 'on' })).toEqual([
      0, 0, 0, 0, 0, 0, 0,
    ]);
    expect(await counts({ organisation_id: world.lively.world.providerId })).toEqual([0, 1, 1, 0, 0, 0, 0]);
    expect(await counts({ organisation_id: world.lively.world.otherProviderId })).toEqual([0, 0, 0, 0, 0, 0, 0]);
    await client.end();
  });
});
