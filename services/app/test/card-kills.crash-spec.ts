import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { reconcileStripe } from '@owncourse/invoicing/reconcile';
import { verifyInvoices } from '@owncourse/invoicing/verify';
import { PASSWORD } from '../src/testing/small-world.js';
import { CardWorld, companyOf, SECRETS } from './fixtures/card-world.js';
import { GraphqlClient } from './graphql-client.js';

const CREATE = 'POST /v1/payment_intents';
const REFUND = 'POST /v1/refunds';
const PAGE = 'POST /v1/checkout/sessions';
const DETACH = 'POST /v1/payment_methods/:id/detach';
const PAID = { state: 'PAID', owed: '1500', paid: '1500', back: '0' };
/** Longer than any test: who waits for an answer waits until it is killed. */
const PATIENT_MILLISECONDS = 600_000;
const DAY = 1440;
const BOTH = [
  ['before the company did it', 'silent'],
  ['after the company did it', 'silent-after'],
] as const;

const program = fileURLToPath(new URL('./fixtures/card-process.ts', import.meta.url));
const registerTypeScript = new URL('../../../infra/build/register-typescript.mjs', import.meta.url).href;

let world: CardWorld;
let child: ChildProcessWithoutNullStreams | undefined;

beforeAll(async () => {
  world = await CardWorld.open();
  await world.newPerson();
  await world.onboarded();
});

afterAll(async () => {
  child?.kill('SIGKILL');
  const { auditorUrl } = world.lively.house.database;
  expect(await reconcileStripe(auditorUrl, companyOf(world.fake))).toMatchObject({
    differencePence: '0',
    differences: 0,
    waiting: 0,
  });
  expect(await verifyInvoices(auditorUrl)).toMatchObject({ breaches: 0, first: null });
  await world.close();
});

beforeEach(() => world.newPerson());

/** Another process of the product. @returns where it listens */
async function started(): Promise<string> {
  const given = JSON.stringify({
    appUrl: world.lively.house.database.appUrl,
    now: world.lively.clock.now().toISOString(),
    cardCompany: { ...companyOf(world.fake), timeoutMilliseconds: PATIENT_MILLISECONDS },
  });
  const begun = spawn(process.execPath, ['--import', registerTypeScript, program, given], {
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  child = begun;
  let said = '';
  begun.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    begun.stdout.on('data', (chunk: Buffer) => {
      const found = /http:\S+/.exec(chunk.toString('utf8'));
      if (found) resolve(found[0]);
    });
    begun.once('close', () => reject(new Error(`It ended, having said:\n${said}`)));
  });
}

/** Does this in a process that is killed while it waits for the company's answer to such a request. */
async function killedAt(
  operation: string,
  kind: 'silent' | 'silent-after',
  act: (origin: string) => void,
): Promise<void> {
  const origin = await started();
  const before = world.fake.made(operation);
  world.fake.fail(operation, kind);
  act(origin);
  while (world.fake.made(operation) === before) await sleep(20);
  // What it does with the request, it does at once; the answer never comes.
  await sleep(50);
  const gone = once(child!, 'close');
  child!.kill('SIGKILL');
  await gone;
  child = undefined;
}

const works = (): void => void child?.stdin.write('work\n');

/** Later, when others look at what nobody has an answer to. */
async function othersWork(minutes = 3): Promise<void> {
  world.later(minutes);
  await Promise.all([world.cards.work(), world.cards.work()]);
}

const told = (type: string, chargeId: string): Promise<unknown[]> =>
  world.query(`select 1 from kernel.outbox where type = $1 and payload->>'chargeId' = $2`, [type, chargeId]);

describe('a process that is killed while it takes money', () => {
  it.each(BOTH)('%s leaves one payment', async (_words, kind) => {
    await world.keepCard();
    const { chargeId } = await world.owed();
    await killedAt(CREATE, kind, works);
    expect(await world.charge(chargeId)).toMatchObject({ state: 'ASKING', paid: '0' });
    expect(world.paidOutside(chargeId)).toBe(kind === 'silent' ? 0 : 1500);
    await othersWork();
    await othersWork();
    expect(await world.charge(chargeId)).toEqual(PAID);
    expect(world.paidOutside(chargeId)).toBe(1500);
    expect(await told('invoicing.card-paid', chargeId)).toHaveLength(1);
  });
});

describe('a process that is killed while it gives money back', () => {
  it.each(BOTH)('%s leaves one refund', async (_words, kind) => {
    await world.keepCard();
    const { chargeId, orderId, deliveryId } = await world.owed();
    await world.cards.work();
    await world.lively.credited(await world.lively.settledForLess(world.holder, deliveryId, '1', 2000n));
    await world.noted(orderId, 'owed_pence < 1500');
    const refunds = (): number => world.fake.state.all('refund').length;
    const before = refunds();
    await killedAt(REFUND, kind, works);
    expect(refunds()).toBe(before + (kind === 'silent' ? 0 : 1));
    await othersWork();
    await othersWork(DAY);
    expect(await world.charge(chargeId)).toEqual({ state: 'PAID', owed: '750', paid: '1500', back: '750' });
    expect(refunds()).toBe(before + 1);
    const [row] = await world.query('select state, pence::int from invoicing.card_refund where charge_id = $1', [
      chargeId,
    ]);
    expect(row).toEqual({ state: 'GIVEN', pence: 750 });
    expect(await told('invoicing.card-refunded', chargeId)).toHaveLength(1);
  });
});

describe('a process that is killed while it opens a page', () => {
  const startPaying = (origin: string, chargeId: string, idempotencyKey: string): void => {
    void (async () => {
      const client = await new GraphqlClient(origin).signIn(`holder${world.holder}@first.example`, PASSWORD);
      const input = { idempotencyKey, chargeId };
      await client.send('mutation ($input: StartPayingInput!) { startPaying(input: $input) { __typename } }', {
        input,
      });
      // The line is cut with the process.
    })().catch(() => undefined);
  };

  it.each(BOTH)('%s leaves the same page for who presses again, and one payment', async (_words, kind) => {
    const { chargeId } = await world.owed();
    const input = { idempotencyKey: world.key(), chargeId };
    await killedAt(PAGE, kind, (origin) => startPaying(origin, chargeId, input.idempotencyKey));
    const url = await world.cards.startPaying(await world.person(), input);
    expect(await world.cards.startPaying(await world.person(), input)).toBe(url);
    await world.cards.settlePage(await world.person(), (await world.visit(url)) ?? '');
    await othersWork();
    expect(await world.charge(chargeId)).toEqual(PAID);
    expect(world.paidOutside(chargeId)).toBe(1500);
  });

  it.each(BOTH)('%s leaves nothing that is paid twice by who begins anew', async (_words, kind) => {
    const { chargeId } = await world.owed();
    await killedAt(PAGE, kind, (origin) => startPaying(origin, chargeId, world.key()));
    await othersWork();
    expect(await world.charge(chargeId)).toMatchObject({ state: 'DUE', paid: '0' });
    const url = await world.cards.startPaying(await world.person(), { idempotencyKey: world.key(), chargeId });
    await world.cards.settlePage(await world.person(), (await world.visit(url)) ?? '');
    await othersWork();
    expect(await world.charge(chargeId)).toEqual(PAID);
    expect(world.paidOutside(chargeId)).toBe(1500);
  });
});

describe('a process that is killed while it hears', () => {
  it('keeps what was told, and the job settles it', async () => {
    await world.keepCard('asks');
    const { chargeId } = await world.owed();
    await world.cards.work();
    const url = await world.cards.startPaying(await world.person(), { idempotencyKey: world.key(), chargeId });
    await world.visit(url, 'asks');
    const event = world.fake.state.events.findLast((one) => one['type'] === 'payment_intent.succeeded')!;
    await killedAt('GET /v1/payment_intents/:id', 'silent', (origin) => {
      const now = world.lively.clock.now();
      world.fake.tell(`${origin}/webhooks/stripe`, event, SECRETS[0], now).catch(() => undefined);
    });
    const kept = (): Promise<unknown[]> =>
      world.query('select state from invoicing.card_event where id = $1', [event.id]);
    expect(await kept()).toEqual([{ state: 'NEW' }]);
    expect(await world.charge(chargeId)).toMatchObject({ state: 'NEEDS_PERSON', paid: '0' });
    await othersWork();
    expect(await kept()).toEqual([{ state: 'HANDLED' }]);
    expect(await world.charge(chargeId)).toEqual(PAID);
    expect(await told('invoicing.card-paid', chargeId)).toHaveLength(1);
  });
});

describe('a process that is killed while a card is taken away', () => {
  it.each(BOTH)('%s leaves it forgotten on both sides', async (_words, kind) => {
    await world.keepCard();
    const card = world.fake.state.all('payment_method')[0]!;
    await killedAt(DETACH, kind, (origin) => {
      void (async () => {
        const client = await new GraphqlClient(origin).signIn(`holder${world.holder}@first.example`, PASSWORD);
        const input = { idempotencyKey: world.key() };
        await client.send('mutation ($input: RemoveCardInput!) { removeCard(input: $input) { __typename } }', {
          input,
        });
      })().catch(() => undefined);
    });
    const { chargeId } = await world.owed();
    await othersWork();
    expect(card['customer']).toBeNull();
    expect(await world.charge(chargeId)).toMatchObject({ state: 'DUE', paid: '0' });
    const rows = await world.query(
      'select removed_at is not null as removed, given_up_at is not null as given_up from invoicing.kept_card where payment_method_id = $1',
      [card.id],
    );
    expect(rows).toEqual([{ removed: true, given_up: true }]);
  });
});
