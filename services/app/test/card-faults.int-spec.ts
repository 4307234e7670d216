import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { reconcileStripe } from '@owncourse/invoicing/reconcile';
import { verifyInvoices } from '@owncourse/invoicing/verify';
import { verifyLedger } from '@owncourse/ledger/verify';
import { id } from '../src/testing/small-world.js';
import { CardWorld, companyOf, SECRETS } from './fixtures/card-world.js';
import type { Thing } from './fixtures/stripe-fake/state.js';

const CREATE = 'POST /v1/payment_intents';
const REFUND = 'POST /v1/refunds';
const PAID = { state: 'PAID', owed: '1500', paid: '1500', back: '0' };
const ASKING = { state: 'ASKING', owed: '1500', paid: '0', back: '0' };
const DAY = 1440;

let world: CardWorld;

const reconcile = () => reconcileStripe(world.lively.house.database.auditorUrl, companyOf(world.fake));

beforeAll(async () => {
  world = await CardWorld.open();
  await world.newPerson();
  await world.onboarded();
});

afterAll(async () => {
  expect(await reconcile()).toMatchObject({ differencePence: '0', differences: 0, waiting: 0 });
  const { auditorUrl } = world.lively.house.database;
  expect(await verifyLedger(auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0 });
  expect(await verifyInvoices(auditorUrl)).toMatchObject({ breaches: 0, first: null });
  const [refund] = await world.query<{ id: string }>(
    `select id from invoicing.card_refund where state = 'GIVEN' limit 1`,
  );
  await world.query('update invoicing.card_refund set pence = pence + 1 where id = $1', [refund?.id]);
  expect(await verifyInvoices(auditorUrl)).toMatchObject({
    breaches: 1,
    first: expect.stringContaining('its rows say 1500 and'),
  });
  await world.close();
});

beforeEach(async () => {
  await world.newPerson();
  await world.keepCard();
});

/** The keys of the requests that were sent for this charge. */
const keysOf = (chargeId: string): (string | null)[] =>
  world.fake.requests
    .filter((one) => one.operation === CREATE && JSON.stringify(one.form).includes(chargeId))
    .map((one) => one.key);

describe('a request without an answer', () => {
  it.each([
    // The library itself sends once more where a connection was closed.
    ['was done, and the line was cut', ['cut-after', 'cut-after'], 2],
    ['was not done', ['cut-before', 'cut-before'], 2],
    ['was never answered', ['silent'], 1],
    ['was turned away because there were too many', ['too-many'], 1],
  ] as const)('is known as that, and settles itself: it %s', async (words, faults, sent) => {
    const { chargeId } = await world.owed();
    world.fake.fail(CREATE, ...faults);
    await world.cards.work();
    expect(await world.charge(chargeId)).toEqual(ASKING);
    // Too early: it may be under way in another process.
    await world.cards.work();
    expect(keysOf(chargeId)).toHaveLength(sent);
    world.later(3);
    await world.cards.work();
    expect(await world.charge(chargeId)).toEqual(PAID);
    expect(world.paidOutside(chargeId)).toBe(1500);
    expect(keysOf(chargeId)).toHaveLength(words.includes('was done') ? sent : sent + 1);
    expect(new Set(keysOf(chargeId)).size).toBe(1);
  });

  it('is given up a day later, when the company has forgotten its key, and asked anew with another', async () => {
    const { chargeId } = await world.owed();
    world.fake.fail(CREATE, 'broken');
    await world.cards.work();
    for (let tries = 0; tries < 3; tries += 1) {
      world.later(60);
      await world.cards.work();
      // The same key gives the same error, and no second request could be another payment.
      expect(await world.charge(chargeId)).toEqual(ASKING);
    }
    world.later(DAY);
    await world.cards.work();
    expect(await world.charge(chargeId)).toEqual(PAID);
    expect(new Set(keysOf(chargeId)).size).toBe(2);
    expect(world.paidOutside(chargeId)).toBe(1500);
  });

  it('leaves a person who waits with words, and the same page when they try again', async () => {
    const input = { idempotencyKey: world.key() };
    world.fake.fail('POST /v1/checkout/sessions', 'cut-after', 'cut-after');
    await expect(world.cards.startKeepingCard(await world.person(), input)).rejects.toMatchObject({
      code: 'CARD_COMPANY_SILENT',
    });
    const before = world.fake.state.all('checkout.session').length;
    const url = await world.cards.startKeepingCard(await world.person(), input);
    expect(url).toContain('/checkout/cs_');
    expect(world.fake.state.all('checkout.session')).toHaveLength(before);
  });
});

describe('money that goes back', () => {
  const credited = async (quantity: string, agreed: bigint): Promise<string> => {
    const { chargeId, orderId, deliveryId } = await world.owed();
    await world.cards.work();
    expect(await world.charge(chargeId)).toEqual(PAID);
    const disputeId = await world.lively.settledForLess(world.holder, deliveryId, quantity, agreed);
    await world.lively.credited(disputeId);
    await world.noted(orderId, 'owed_pence < 1500');
    return chargeId;
  };
  const refunds = (chargeId: string): Thing[] =>
    world.fake.state.all('refund').filter((one) => {
      const intent = world.fake.state.get(String(one['payment_intent']), 'payment_intent');
      return (intent['metadata'] as Record<string, string>)['charge'] === chargeId;
    });

  it('is the own part of what was credited, once, from the provider', async () => {
    const chargeId = await credited('1', 2000n);
    await Promise.all([world.cards.work(), world.cards.work()]);
    await world.cards.work();
    expect(await world.charge(chargeId)).toEqual({ state: 'PAID', owed: '750', paid: '1500', back: '750' });
    expect(refunds(chargeId)).toMatchObject([{ amount: 750 }]);
    const [sent] = world.fake.requests.filter((one) => one.operation === REFUND).slice(-1);
    expect(sent?.form).toMatchObject({ reverse_transfer: 'true', amount: '750' });
    const told = await world.query(
      `select payload->>'amountPence' as pence from kernel.outbox where type = 'invoicing.card-refunded' and payload->>'chargeId' = $1`,
      [chargeId],
    );
    expect(told).toEqual([{ pence: '750' }]);
  });

  it('is all of it where all was credited', async () => {
    const chargeId = await credited('0', 0n);
    await world.cards.work();
    expect(await world.charge(chargeId)).toEqual({ state: 'PAID', owed: '0', paid: '1500', back: '1500' });
  });

  it.each([
    ['cut after it was done', ['cut-after', 'cut-after']],
    ['cut before', ['cut-before', 'cut-before']],
    ['broken', ['broken']],
  ] as const)('is given once when the line is %s', async (_words, faults) => {
    const chargeId = await credited('1', 2000n);
    world.fake.fail(REFUND, ...faults);
    await world.cards.work();
    for (const minutes of [3, 3, DAY, DAY, DAY]) {
      world.later(minutes);
      await world.cards.work();
    }
    expect(await world.charge(chargeId)).toMatchObject({ back: '750' });
    expect(refunds(chargeId)).toHaveLength(1);
  });

  it('is less to take, not to give back, where nothing was paid yet', async () => {
    const { chargeId, orderId, deliveryId } = await world.owed();
    await world.lively.credited(await world.lively.settledForLess(world.holder, deliveryId, '1', 2000n));
    await world.noted(orderId, 'owed_pence < 1500');
    await world.cards.work();
    expect(await world.charge(chargeId)).toEqual({ state: 'PAID', owed: '750', paid: '750', back: '0' });
    expect(refunds(chargeId)).toEqual([]);
  });

  it('that somebody gave on the company’s own pages is written down too', async () => {
    const { chargeId } = await world.owed();
    await world.cards.work();
    const intent = world.fake.state.all('payment_intent')[0]!;
    world.fake.state.refund({ payment_intent: intent.id, amount: '400' });
    const event = world.fake.state.events.at(-1)!;
    expect(await reconcile()).toMatchObject({ differencePence: '400', differences: 1 });
    expect(await world.fake.tell(world.webhooks, event, SECRETS[0])).toBe(200);
    expect(await world.charge(chargeId)).toMatchObject({ paid: '1500', back: '400' });
    expect(await reconcile()).toMatchObject({ differencePence: '0', differences: 0 });
  });
});

describe('a payment that somebody questioned at their bank', () => {
  const heard = async (): Promise<unknown[]> => {
    await world.lively.hear();
    return world.query(
      `select kind, needs_you, settled_at is not null as done, facts->>'outcome' as outcome from messages.message
       where person_id = $1 and kind like 'CARD_DISPUTE%' order by needs_you desc`,
      [id('provider-staff', 1)],
    );
  };

  it('waits for its provider until the bank has decided', async () => {
    const { chargeId } = await world.owed();
    await world.cards.work();
    const intent = world.fake.state
      .all('payment_intent')
      .find((one) => (one['metadata'] as Record<string, string>)['charge'] === chargeId);
    const dispute = world.fake.state.dispute(String(intent?.id));
    const tell = async (): Promise<void> =>
      expect(await world.fake.tell(world.webhooks, world.fake.state.events.at(-1)!, SECRETS[0])).toBe(200);
    await tell();
    const asked = { kind: 'CARD_DISPUTED', needs_you: true, outcome: null };
    expect(await heard()).toEqual([{ ...asked, done: false }]);
    world.fake.state.closeDispute(dispute.id, 'won');
    await tell();
    const decided = { kind: 'CARD_DISPUTE_DECIDED', needs_you: false, outcome: 'WON', done: false };
    expect(await heard()).toEqual([{ ...asked, done: true }, decided]);
  });
});

describe('comparing both sides', () => {
  it('names a payment that our side does not know, and changes nothing', async () => {
    const before = await world.database.digest();
    const account = String(world.fake.state.all('account')[0]?.id);
    const intent = world.fake.state.newIntent(999, null, account, {});
    world.fake.state.confirm(intent, 'good', 'pm_other', true);
    const lines: string[] = [];
    const verdict = await reconcileStripe(world.lively.house.database.auditorUrl, companyOf(world.fake), (line) =>
      lines.push(line),
    );
    expect(verdict).toMatchObject({ differencePence: '999', differences: 1 });
    expect(lines).toEqual([`PAYMENT ${intent.id} is there and not here: 0 pence here, 999 there.`]);
    expect(await world.database.digest()).toEqual(before);
    world.fake.state.things.delete(intent.id);
  });
});
