import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { reconcileStripe } from '@owncourse/invoicing/reconcile';
import { TODAY } from './fixtures/lively-world.js';
import { CardWorld, companyOf, holderId } from './fixtures/card-world.js';
import { id, PASSWORD } from '../src/testing/small-world.js';

const PAID = { state: 'PAID', owed: '1500', paid: '1500', back: '0' };
const MINE = `query ($for: ID) { myCard(forPersonId: $for) { card { lastFour } keptByName charges { id state } openPence } }`;
const READY = 'query ($provider: ID!, $for: ID) { cardReadiness(providerId: $provider, forPersonId: $for) }';
const DAUGHTER = 'daughter@first.example';
const FRIEND = 'friend@first.example';

let world: CardWorld;
let personId: string;
let mandateId: string;

const daughter = () => world.lively.world.actor('daughter');
const friend = () => world.lively.world.actor('friend');

beforeAll(async () => {
  world = await CardWorld.open();
  await world.newPerson();
  await world.onboarded();
  const { identity } = world.lively.world;
  const passwordHash = await identity.hashPassword(PASSWORD);
  await identity.registerPeople(
    await world.lively.world.actor('operator'),
    ['daughter', 'friend'].map((name) => ({
      id: id(name),
      name: `The ${name}`,
      email: `${name}@first.example`,
      passwordHash,
      roles: [{ role: 'REPRESENTATIVE' as const }],
    })),
  );
});

afterAll(async () => {
  const { auditorUrl } = world.lively.house.database;
  expect(await reconcileStripe(auditorUrl, companyOf(world.fake))).toMatchObject({ differencePence: '0', waiting: 0 });
  await world.close();
});

/** The daughter may pay; the friend may look and order, and pays nothing. */
beforeEach(async () => {
  await world.newPerson();
  personId = holderId(world);
  const { identity, councilId } = world.lively.world;
  const finance = await world.lively.world.actor('finance-first');
  const grant = (actor: string, scopes: ('VIEW' | 'ORDER' | 'PAY')[]): Promise<string> =>
    identity.grantMandateWithEvidence(finance, councilId, {
      personId,
      actorPersonId: id(actor),
      type: 'ATTORNEY',
      scopes,
      joint: false,
      startsOn: TODAY,
      evidence: 'The registered papers were seen.',
    });
  mandateId = await grant('daughter', ['VIEW', 'PAY']);
  await grant('friend', ['VIEW', 'ORDER']);
});

async function keptByDaughter(): Promise<void> {
  const actor = await daughter();
  const url = await world.cards.startKeepingCard(actor, { idempotencyKey: world.key(), forPersonId: personId });
  const back = await world.cards.settlePage(actor, (await world.visit(url)) ?? '');
  expect(back).toEqual({ purpose: 'KEEP_CARD', state: 'DONE', personId, chargeId: null });
}

describe('whoever may pay for somebody', () => {
  it('keeps a card for them, which they alone see, and which pays', async () => {
    await keptByDaughter();
    const own = await world.lively.signInAs(`holder${world.holder}@first.example`);
    const hers = await world.lively.signInAs(DAUGHTER);
    const nothing = { charges: [], openPence: 0 };
    expect(await hers.ask('myCard', MINE, { for: personId })).toEqual({
      ...nothing,
      card: { lastFour: '4242' },
      keptByName: null,
    });
    expect(await hers.ask('myCard', MINE)).toEqual({ ...nothing, card: null, keptByName: null });
    expect(await own.ask('myCard', MINE)).toEqual({ ...nothing, card: null, keptByName: 'The daughter' });
    const asked = { provider: world.lively.world.providerId, for: personId };
    expect(await hers.ask('cardReadiness', READY, asked)).toBe('READY');
    expect(await hers.ask('cardReadiness', READY, { provider: asked.provider })).toBeNull();
    expect(await own.ask('cardReadiness', READY, { provider: asked.provider })).toBe('READY');
    expect(await (await world.lively.signInAs(FRIEND)).ask('cardReadiness', READY, asked)).toBeNull();
    const { chargeId } = await world.owed();
    await world.cards.work();
    expect(await world.charge(chargeId)).toEqual(PAID);
    expect(world.paidOutside(chargeId)).toBe(1500);
    const receipt = 'query ($id: ID!) { cardCharge(id: $id) { state seller } }';
    expect(await hers.ask('cardCharge', receipt, { id: chargeId })).toEqual({ state: 'PAID', seller: ['Kind Hands'] });
    expect((await hers.get(`/files/card-receipts/${chargeId}.pdf`)).status).toBe(200);
    const other = await world.lively.signInAs(FRIEND);
    expect(await other.ask('myCard', MINE, { for: personId })).toBeNull();
    expect(await other.ask('cardCharge', receipt, { id: chargeId })).toBeNull();
    expect((await other.get(`/files/card-receipts/${chargeId}.pdf`)).status).toBe(404);
    const input = { idempotencyKey: world.key(), forPersonId: personId };
    const refused = { code: 'NO_MANDATE' };
    await expect(world.cards.startKeepingCard(await friend(), input)).rejects.toMatchObject(refused);
    await expect(world.cards.removeCard(await friend(), input)).rejects.toMatchObject(refused);
    expect(await hers.ask('myCard', MINE, { for: personId })).toMatchObject({ card: { lastFour: '4242' } });
    // The other side knows of her nothing at all.
    expect(JSON.stringify(world.fake.requests)).not.toContain(id('daughter'));
  });

  it('pays a visit on the company’s page, and they alone come back from it', async () => {
    const { chargeId } = await world.owed();
    const input = { idempotencyKey: world.key(), chargeId };
    await expect(world.cards.startPaying(await friend(), input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const url = await world.cards.startPaying(await daughter(), input);
    expect(await world.cards.startPaying(await daughter(), input)).toBe(url);
    const sessionId = (await world.visit(url)) ?? '';
    await expect(world.cards.settlePage(await world.person(), sessionId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await world.cards.settlePage(await daughter(), sessionId)).toEqual({
      purpose: 'PAY',
      state: 'DONE',
      personId,
      chargeId,
    });
    expect(await world.charge(chargeId)).toEqual(PAID);
  });

  it('reads, as the person and the provider do, that the bank was asked about a payment, until it has decided', async () => {
    await world.keepCard();
    const { chargeId } = await world.owed();
    await world.cards.work();
    const asked = 'query ($id: ID!) { cardCharge(id: $id) { disputed } }';
    const list = 'query ($for: ID) { myCard(forPersonId: $for) { charges { disputed } } }';
    const readers = await Promise.all(
      [DAUGHTER, `holder${world.holder}@first.example`, 'provider@first.example'].map((email) =>
        world.lively.signInAs(email),
      ),
    );
    const seen = () => Promise.all(readers.map((reader) => reader.ask('cardCharge', asked, { id: chargeId })));
    const all = (disputed: boolean) => readers.map(() => ({ disputed }));
    expect(await seen()).toEqual(all(false));
    await world.query(
      `insert into invoicing.card_dispute (outside_id, charge_id, person_id, provider_id, pence, reason, state, seen_at)
       select 'dp_' || id, id, person_id, provider_id, 1500, 'fraudulent', 'OPEN', $2 from invoicing.card_charge where id = $1`,
      [chargeId, world.lively.clock.now()],
    );
    expect(await seen()).toEqual(all(true));
    expect(await readers[0]?.ask('myCard', list, { for: personId })).toEqual({ charges: [{ disputed: true }] });
    const other = await world.lively.signInAs(FRIEND);
    expect(await other.ask('cardCharge', asked, { id: chargeId })).toBeNull();
    expect(await other.ask('myCard', list, { for: personId })).toBeNull();
    await world.query(`update invoicing.card_dispute set state = 'WON' where charge_id = $1`, [chargeId]);
    expect(await seen()).toEqual(all(false));
  });

  it('keeps none where the person keeps their own, and takes none of theirs away', async () => {
    await world.keepCard();
    const input = { idempotencyKey: world.key(), forPersonId: personId };
    const before = world.fake.state.all('checkout.session').length;
    await expect(world.cards.startKeepingCard(await daughter(), input)).rejects.toMatchObject({
      code: 'CARD_OF_THEIR_OWN',
    });
    expect(world.fake.state.all('checkout.session')).toHaveLength(before);
    await world.cards.removeCard(await daughter(), { idempotencyKey: world.key(), forPersonId: personId });
    const own = await world.lively.signInAs(`holder${world.holder}@first.example`);
    expect(await own.ask('myCard', MINE)).toMatchObject({ card: { lastFour: '4242' } });
    const hers = await world.lively.signInAs(DAUGHTER);
    expect(await hers.ask('myCard', MINE, { for: personId })).toMatchObject({ card: null });
  });

  it('keeps none when the person kept their own meanwhile: it is given up on the other side', async () => {
    const actor = await daughter();
    const url = await world.cards.startKeepingCard(actor, { idempotencyKey: world.key(), forPersonId: personId });
    await world.keepCard();
    await world.cards.settlePage(actor, (await world.visit(url)) ?? '');
    const kept = await world.query(
      'select kept_by, removed_at is null as kept, given_up_at is null as there from invoicing.kept_card where person_id = $1 order by 2 desc',
      [personId],
    );
    expect(kept).toEqual([
      { kept_by: personId, kept: true, there: true },
      { kept_by: id('daughter'), kept: false, there: false },
    ]);
    expect(world.fake.state.all('payment_method')[0]).toMatchObject({ customer: null });
  });

  it('is gone with the right to act: the card pays nothing more, and the other side forgets it', async () => {
    await keptByDaughter();
    const { chargeId } = await world.owed();
    await world.lively.world.identity.endMandate(await world.person(), mandateId, false);
    await expect(
      world.cards.startKeepingCard(await daughter(), { idempotencyKey: world.key(), forPersonId: personId }),
    ).rejects.toMatchObject({ code: 'NO_MANDATE' });
    await expect(
      world.cards.startPaying(await daughter(), { idempotencyKey: world.key(), chargeId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const before = world.fake.made('POST /v1/payment_intents');
    await world.cards.work();
    await world.cards.work();
    expect(world.fake.made('POST /v1/payment_intents')).toBe(before);
    expect(await world.charge(chargeId)).toMatchObject({ state: 'DUE', paid: '0' });
    expect(world.fake.state.all('payment_method')[0]).toMatchObject({ customer: null });
    const own = await world.lively.signInAs(`holder${world.holder}@first.example`);
    expect(await own.ask('myCard', MINE)).toMatchObject({ card: null, keptByName: null });
    // A card of their own pays what waits.
    await world.keepCard();
    await world.cards.work();
    expect(await world.charge(chargeId)).toEqual(PAID);
  });

  it('gives way to the person, who takes away whatever is kept for them', async () => {
    await keptByDaughter();
    await world.cards.removeCard(await world.person(), { idempotencyKey: world.key() });
    const hers = await world.lively.signInAs(DAUGHTER);
    expect(await hers.ask('myCard', MINE, { for: personId })).toMatchObject({ card: null, keptByName: null });
    await keptByDaughter();
    await world.keepCard();
    expect(await hers.ask('myCard', MINE, { for: personId })).toMatchObject({ card: null });
  });
});

describe('the way on after a card is kept', () => {
  it('is a page of ours alone', async () => {
    for (const then of [
      '//elsewhere.example/',
      '/\\elsewhere.example',
      'https://elsewhere.example',
      'my-orders',
      '/a b',
    ])
      await expect(
        world.cards.startKeepingCard(await world.person(), { idempotencyKey: world.key(), then }),
      ).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { problems: [{ field: 'then' }] } });
    const then = '/services/1/order/2/check?quantity=2&time=10:00';
    const url = await world.cards.startKeepingCard(await world.person(), { idempotencyKey: world.key(), then });
    const session = world.fake.state.all('checkout.session')[0];
    expect(session?.['url']).toBe(url);
    expect(new URL(String(session?.['success_url'])).searchParams.get('then')).toBe(then);
    expect(session?.['cancel_url']).toBe(session?.['success_url']);
  });
});
