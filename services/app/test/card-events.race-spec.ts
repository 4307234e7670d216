import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { reconcileStripe } from '@owncourse/invoicing/reconcile';
import fc from 'fast-check';
import { CardWorld, companyOf, SECRETS } from './fixtures/card-world.js';
import type { Thing } from './fixtures/stripe-fake/state.js';

const PAID = { state: 'PAID', owed: '1500', paid: '1500', back: '0' };
const CREATE = 'POST /v1/payment_intents';

let world: CardWorld;

beforeAll(async () => {
  world = await CardWorld.open();
  await world.newPerson();
  await world.onboarded();
});

afterAll(async () => {
  const { auditorUrl } = world.lively.house.database;
  expect(await reconcileStripe(auditorUrl, companyOf(world.fake))).toMatchObject({ differencePence: '0', waiting: 0 });
  await world.close();
});

beforeEach(() => world.newPerson());

const tell = (event: Thing, secret: string = SECRETS[0], at?: Date): Promise<number> =>
  world.fake.tell(world.webhooks, event, secret, at ?? world.lively.clock.now());

/** What the other side told since, oldest first. */
const since = (count: number): Thing[] => world.fake.state.events.slice(count);

const messages = (chargeId: string): Promise<{ type: string }[]> =>
  world.query(
    `select type from kernel.outbox where type like 'invoicing.card-%' and payload->>'chargeId' = $1 order by position`,
    [chargeId],
  );

describe('what the card company tells', () => {
  const event: Thing = {
    id: 'evt_of_nothing_we_know',
    object: 'event',
    type: 'climate.order.created',
    created: 1_773_100_000,
    data: { object: { id: 'climorder_1', object: 'climate.order' } },
  };
  const kept = (): Promise<unknown> =>
    world.query('select type, state from invoicing.card_event where id = $1', [event.id]);

  it('has to be signed with a secret that is in force, and not long ago', async () => {
    const now = world.lively.clock.now().getTime();
    expect(await tell(event, 'whsec_of_somebody_else')).toBe(400);
    expect(await tell(event, SECRETS[0], new Date(now - 301_000))).toBe(400);
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(event);
    expect((await fetch(world.webhooks, { method: 'POST', headers, body })).status).toBe(400);
    const bent = { ...headers, 'stripe-signature': 't=1,v1=00' };
    expect((await fetch(world.webhooks, { method: 'POST', headers: bent, body })).status).toBe(400);
    expect(await kept()).toEqual([]);
  });

  it('is kept where it means nothing to us, once, with either secret', async () => {
    expect(await tell(event, SECRETS[0])).toBe(200);
    expect(await tell(event, SECRETS[1])).toBe(200);
    expect(await kept()).toEqual([{ type: 'climate.order.created', state: 'KEPT' }]);
  });

  it('is tried again by the job where what it is about could not be asked for', async () => {
    await world.keepCard();
    const { chargeId } = await world.owed();
    world.fake.fail(CREATE, 'cut-after', 'cut-after');
    const before = world.fake.state.events.length;
    await world.cards.work();
    const told = since(before).find((one) => one['type'] === 'payment_intent.succeeded')!;
    world.fake.fail('GET /v1/payment_intents/:id', 'too-many');
    expect(await tell(told)).toBe(500);
    expect(await world.charge(chargeId)).toMatchObject({ state: 'ASKING' });
    world.later(3);
    await world.cards.work();
    expect(await world.charge(chargeId)).toEqual(PAID);
    expect(await world.query('select state from invoicing.card_event where id = $1', [told.id])).toEqual([
      { state: 'HANDLED' },
    ]);
  });
});

describe('the same charge at the same moment', () => {
  it('is taken once by workers beside each other', async () => {
    await world.keepCard();
    const { chargeId } = await world.owed();
    await Promise.all(Array.from({ length: 6 }, () => world.cards.work()));
    expect(await world.charge(chargeId)).toEqual(PAID);
    expect(world.paidOutside(chargeId)).toBe(1500);
  });

  it('settles once when the webhook and the person come back at once', async () => {
    await world.keepCard('asks');
    const { chargeId } = await world.owed();
    await world.cards.work();
    const url = await world.cards.startPaying(await world.person(), { idempotencyKey: world.key(), chargeId });
    const before = world.fake.state.events.length;
    const sessionId = (await world.visit(url, 'asks')) ?? '';
    const person = await world.person();
    await Promise.all([
      ...since(before).flatMap((one) => [tell(one), tell(one, SECRETS[1])]),
      world.cards.settlePage(person, sessionId),
      world.cards.settlePage(person, sessionId),
      world.cards.work(),
    ]);
    expect(await world.charge(chargeId)).toEqual(PAID);
    expect(world.paidOutside(chargeId)).toBe(1500);
    expect(await messages(chargeId)).toEqual([
      { type: 'invoicing.card-needs-person' },
      { type: 'invoicing.card-paid' },
    ]);
  });

  it('keeps a card once when both come back at once', async () => {
    const person = await world.person();
    const url = await world.cards.startKeepingCard(person, { idempotencyKey: world.key() });
    const before = world.fake.state.events.length;
    const sessionId = (await world.visit(url)) ?? '';
    await Promise.all([...since(before).map((one) => tell(one)), world.cards.settlePage(person, sessionId)]);
    const cards = await world.query('select removed_at from invoicing.kept_card where person_id = $1', [
      person.personId,
    ]);
    expect(cards).toEqual([{ removed_at: null }]);
  });
});

describe('a stop between the company’s answer and our writing', () => {
  it('leaves one charge, which the next worker finds', async () => {
    await world.keepCard();
    const { chargeId } = await world.owed();
    await world.cards.work();
    // As it stands when the process was killed there: the request is written down, the answer is not.
    await world.query(
      `update invoicing.card_attempt set state = 'ASKING', intent_id = null, settled_at = null where charge_id = $1`,
      [chargeId],
    );
    await world.query(
      `update invoicing.card_charge set state = 'ASKING', paid_pence = 0, paid_at = null where id = $1`,
      [chargeId],
    );
    world.later(3);
    const sent = world.fake.made(CREATE);
    await Promise.all([world.cards.work(), world.cards.work()]);
    expect(world.fake.made(CREATE)).toBe(sent);
    expect(await world.charge(chargeId)).toEqual(PAID);
    expect(world.paidOutside(chargeId)).toBe(1500);
  });
});

describe('news in any order, and twice', () => {
  it('lead to the same state', async () => {
    await world.keepCard('asks');
    const { chargeId } = await world.owed();
    const before = world.fake.state.events.length;
    await world.cards.work();
    const url = await world.cards.startPaying(await world.person(), { idempotencyKey: world.key(), chargeId });
    await world.visit(url, 'insufficient');
    await world.visit(url, 'good');
    const intent = world.fake.state.all('payment_intent')[0]!;
    world.fake.state.refund({ payment_intent: intent.id, amount: '200' });
    const dispute = world.fake.state.dispute(intent.id);
    world.fake.state.closeDispute(dispute.id, 'lost');
    const events = since(before);
    expect(events.length).toBeGreaterThan(8);
    const wanted = { ...PAID, back: '200' };
    const forget = async (): Promise<void> => {
      await world.query('delete from invoicing.card_event');
      await world.query('delete from invoicing.card_dispute where charge_id = $1', [chargeId]);
      await world.query('delete from invoicing.card_refund where charge_id = $1', [chargeId]);
      await world.query(
        `update invoicing.card_attempt set state = case when number = 1 then 'CANCELLED' else 'ASKING' end,
           intent_id = case when number = 1 then intent_id end where charge_id = $1`,
        [chargeId],
      );
      await world.query(
        `update invoicing.card_charge set state = 'NEEDS_PERSON', paid_pence = 0, back_pence = 0, paid_at = null where id = $1`,
        [chargeId],
      );
      await world.query(
        `update invoicing.card_session set state = 'OPEN' where attempt_id in (select id from invoicing.card_attempt where charge_id = $1)`,
        [chargeId],
      );
    };
    const order = fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 });
    await fc.assert(
      fc.asyncProperty(order, async (told) => {
        await forget();
        for (const one of told) expect(await tell(one)).toBe(200);
        expect(await world.charge(chargeId)).toEqual(wanted);
        const disputes = await world.query(
          'select state, pence::int from invoicing.card_dispute where charge_id = $1',
          [chargeId],
        );
        expect(disputes).toEqual([{ state: 'LOST', pence: 1500 }]);
      }),
      { numRuns: 12 },
    );
  });
});
