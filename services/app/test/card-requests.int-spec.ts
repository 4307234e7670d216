import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { reconcileStripe } from '@owncourse/invoicing/reconcile';
import { CardWorld, companyOf, SECRETS } from './fixtures/card-world.js';
import { OPERATIONS } from './fixtures/stripe-fake/parameters.js';

// Every request that the product can send, to the letter. The list was held against the company's published OpenAPI description
// (docs/adr/0042): whoever changes it here looks there again.

const SENT: Readonly<Record<string, unknown>> = {
  'POST /v1/customers': [{ form: { metadata: { person: 'OUR-ID' } }, key: 'customer-OUR-ID' }],
  'POST /v1/payment_intents': [
    {
      form: {
        amount: '1500',
        currency: 'gbp',
        customer: 'cus_THEIRS',
        payment_method: 'pm_THEIRS',
        automatic_payment_methods: { enabled: 'true', allow_redirects: 'never' },
        off_session: 'true',
        confirm: 'true',
        on_behalf_of: 'acct_THEIRS',
        transfer_data: { destination: 'acct_THEIRS' },
        metadata: { attempt: 'OUR-ID', charge: 'OUR-ID' },
      },
      key: 'attempt-OUR-ID',
    },
  ],
  'GET /v1/payment_intents': [
    { form: { customer: 'cus_THEIRS', limit: '100' }, key: null },
    { form: { limit: '100' }, key: null },
  ],
  'GET /v1/payment_intents/:id': [{ form: {}, key: null }],
  'POST /v1/payment_intents/:id/cancel': [{ form: {}, key: 'cancel-pi_THEIRS' }],
  'POST /v1/checkout/sessions': [
    {
      form: {
        mode: 'payment',
        customer: 'cus_THEIRS',
        allowed_payment_method_types: { '0': 'card' },
        success_url: 'http://own.example/my-card/back/OUR-ID',
        cancel_url: 'http://own.example/my-card/back/OUR-ID',
        client_reference_id: 'OUR-ID',
        metadata: { session: 'OUR-ID' },
        line_items: {
          '0': {
            quantity: '1',
            price_data: {
              currency: 'gbp',
              unit_amount: '1500',
              product_data: { name: 'Your visit on Tuesday 10 March 2026' },
            },
          },
        },
        payment_intent_data: {
          on_behalf_of: 'acct_THEIRS',
          transfer_data: { destination: 'acct_THEIRS' },
          metadata: { attempt: 'OUR-ID', charge: 'OUR-ID' },
        },
      },
      key: 'session-OUR-ID',
    },
    {
      form: {
        mode: 'setup',
        customer: 'cus_THEIRS',
        allowed_payment_method_types: { '0': 'card' },
        success_url: 'http://own.example/my-card/back/OUR-ID',
        cancel_url: 'http://own.example/my-card/back/OUR-ID',
        client_reference_id: 'OUR-ID',
        metadata: { session: 'OUR-ID' },
      },
      key: 'session-OUR-ID',
    },
  ],
  'GET /v1/checkout/sessions/:id': [{ form: { expand: { '0': 'setup_intent.payment_method' } }, key: null }],
  'POST /v1/checkout/sessions/:id/expire': [{ form: {}, key: 'end-cs_THEIRS' }],
  'POST /v1/payment_methods/:id/detach': [{ form: {}, key: 'remove-pm_THEIRS' }],
  'POST /v1/refunds': [
    {
      form: { payment_intent: 'pi_THEIRS', amount: '750', reverse_transfer: 'true', metadata: { refund: 'OUR-ID' } },
      key: 'refund-OUR-ID',
    },
  ],
  'GET /v1/refunds': [
    { form: { limit: '100' }, key: null },
    { form: { payment_intent: 'pi_THEIRS', limit: '100' }, key: null },
  ],
  'GET /v1/refunds/:id': [{ form: {}, key: null }],
  'GET /v1/charges/:id': [{ form: {}, key: null }],
  'GET /v1/disputes/:id': [{ form: {}, key: null }],
  'POST /v1/accounts': [
    {
      form: {
        type: 'express',
        country: 'GB',
        default_currency: 'gbp',
        capabilities: { card_payments: { requested: 'true' }, transfers: { requested: 'true' } },
        metadata: { provider: 'OUR-ID' },
      },
      key: 'account-OUR-ID',
    },
  ],
  'GET /v1/accounts/:id': [{ form: {}, key: null }],
  'POST /v1/account_links': [
    {
      form: {
        account: 'acct_THEIRS',
        type: 'account_onboarding',
        return_url: 'http://own.example/provider/money/card?back=1',
        refresh_url: 'http://own.example/provider/money/card?again=1',
      },
      key: 'link-OUR-ID',
    },
  ],
};

let world: CardWorld;

beforeAll(async () => {
  world = await CardWorld.open();
});

afterAll(() => world.close());

/** Our own ids and theirs by their kinds, so that the rest can be read to the letter. */
function masked(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'OUR-ID')
    .replaceAll(/\b(acct|cus|pm|pi|cs|re|ch|dp|seti)_\d{8}\b/g, '$1_THEIRS');
}

/** What was sent of one kind, each different request once, in the order of their words. */
function sent(operation: string): unknown[] {
  const all = world.fake.requests
    .filter((one) => one.operation === operation)
    .map(({ form, key }) => masked(JSON.stringify({ form, key })));
  return [...new Set(all)].sort().map((text) => JSON.parse(text) as unknown);
}

async function everything(): Promise<void> {
  const { cards, fake, lively } = world;
  await world.newPerson();
  await world.onboarded();
  await world.keepCard();
  const { chargeId, orderId, deliveryId } = await world.owed();
  fake.fail('POST /v1/payment_intents', 'cut-before', 'cut-before');
  await cards.work();
  world.later(3);
  await cards.work();
  expect(await world.charge(chargeId)).toMatchObject({ state: 'PAID' });
  const disputeId = await lively.settledForLess(world.holder, deliveryId, '1', 2000n);
  await lively.credited(disputeId);
  await world.noted(orderId, 'owed_pence < 1500');
  await cards.work();
  fake.state.dispute(fake.state.all('payment_intent')[0]?.id ?? '');
  for (const event of fake.state.events)
    expect(await fake.tell(world.webhooks, event, SECRETS[0], lively.clock.now())).toBe(200);
  await cards.removeCard(await world.person(), { idempotencyKey: world.key() });

  await world.newPerson();
  await world.keepCard('asks');
  const asked = await world.owed();
  await cards.work();
  const pay = async (): Promise<string> =>
    cards.startPaying(await world.person(), { idempotencyKey: world.key(), chargeId: asked.chargeId });
  await pay();
  await cards.settlePage(await world.person(), (await world.visit(await pay(), 'asks')) ?? '');
  expect(await world.charge(asked.chargeId)).toMatchObject({ state: 'PAID' });
  await reconcileStripe(lively.house.database.auditorUrl, companyOf(fake));
}

it('sends exactly these requests, each with the version that the library is made for', async () => {
  await everything();
  const all = Object.fromEntries(OPERATIONS.map((operation) => [operation, sent(operation)]));
  expect(new Set(world.fake.requests.map(({ version }) => version))).toEqual(new Set(['2026-10-28.endive']));
  expect(all).toEqual(SENT);
});
