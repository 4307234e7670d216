import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, statement } from '@owncourse/kernel/contract';
import { mayDo } from '../src/contract/index.js';
import { IdentityHouse, NOW } from './fixtures/identity-house.js';
import type { MandateTerms, Residents } from './fixtures/residents.js';

const USE = statement('test.use-mandate', `select identity.use_mandate($1, $2, 'ORDER', 0, $3) as id`);
const GRANT = `mutation ($input: GrantMandateInput!) { grantMandate(input: $input) {
  __typename
  ... on Mandate { id person { name } actorName actorPersonId actorOrganisationId type scopes startsOn endsOn endedAt perOrderLimitPence evidence inForce }
  ... on NotAllowed { reason }
  ... on InvalidInput { problems { field message } }
} }`;
const END = `mutation ($id: ID!) { endMandate(mandateId: $id) { __typename ... on Mandate { endedAt inForce } ... on NotAllowed { reason } } }`;

interface Reply {
  readonly __typename: string;
  readonly id?: string;
  readonly reason?: string;
  readonly problems?: readonly { readonly field: string; readonly message: string }[];
}

let house: IdentityHouse;
let residents: Residents;

beforeAll(async () => {
  house = await IdentityHouse.open();
  ({ residents } = house);
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.rows('delete from identity.mandate_use');
  await house.rows('delete from identity.mandate');
});
afterEach(() => house.clock.moveTo(NOW));

function lay(terms: Partial<MandateTerms> = {}): Promise<string> {
  const { ada, rita, first } = residents;
  return house.layMandate({
    personId: ada,
    councilId: first,
    ...(terms.actorOrganisationId ? {} : { actorPersonId: rita }),
    ...terms,
  });
}

async function use(actor: string, person: string): Promise<string | null> {
  const [row] = await house.database.call<{ id: string | null }>(USE, [actor, person, house.clock.now()]);
  return row?.id ?? null;
}

describe('giving a mandate', () => {
  async function grant(actor: string, changes: Record<string, unknown> = {}): Promise<Reply> {
    const input = {
      personId: residents.ada,
      actorEmail: 'rita@first.example',
      type: 'NOMINEE',
      scopes: ['VIEW', 'ORDER'],
      startsOn: '2026-03-20',
      ...changes,
    };
    return house.ask<Reply>('grantMandate', await residents.actor(actor), GRANT, { input });
  }

  const fieldsOf = (reply: Reply) => reply.problems?.map((problem) => problem.field);

  it('the person names a helper, who may act from the next request on', async () => {
    const reply = await grant(residents.ada, { perOrderLimitPence: 5000 });
    expect(reply).toMatchObject({
      __typename: 'Mandate',
      person: { name: 'Ada' },
      actorName: 'Rita',
      actorPersonId: residents.rita,
      actorOrganisationId: null,
      type: 'NOMINEE',
      scopes: ['VIEW', 'ORDER'],
      startsOn: '2026-03-20',
      endsOn: null,
      endedAt: null,
      perOrderLimitPence: 5000,
      inForce: true,
    });
    const rita = await residents.actor(residents.rita);
    expect(rita.mandates).toEqual([{ id: reply.id, personId: residents.ada, scopes: ['VIEW', 'ORDER'], joint: false }]);
    expect(mayDo(rita, 'placeOrder', { personId: residents.ada })).toBe(true);
    expect(
      await house.rows(`select type, version, council_id, payload from kernel.outbox order by position desc limit 1`),
    ).toEqual([
      {
        type: 'identity.mandate-granted',
        version: 1,
        council_id: residents.first,
        payload: { mandateId: reply.id, personId: residents.ada },
      },
    ]);
  });

  it('a broker’s e-mail gives it to the brokerage, all of whose brokers may act', async () => {
    const reply = await grant(residents.ada, { actorEmail: 'BOB@first.example', type: 'BROKER' });
    expect(reply).toMatchObject({
      actorName: 'Good Brokers',
      actorPersonId: null,
      actorOrganisationId: residents.brokerage,
    });
    for (const broker of [residents.bob, residents.bea])
      expect((await residents.actor(broker)).mandates.map((mandate) => mandate.id)).toEqual([reply.id]);
    expect((await residents.actor(residents.pat)).mandates).toEqual([]);
  });

  it('one that starts later is not in force yet', async () => {
    expect(await grant(residents.ada, { startsOn: '2026-03-21' })).toMatchObject({ inForce: false });
    expect((await residents.actor(residents.rita)).mandates).toEqual([]);
    house.clock.moveTo(new Date('2026-03-21T00:00:00Z'));
    expect((await residents.actor(residents.rita)).mandates).toHaveLength(1);
  });

  it('says the same of every e-mail it cannot take', async () => {
    await house.rows('update identity.user_account set disabled_at = $2 where person_id = $1', [residents.dora, NOW]);
    const replies = await Promise.all([
      grant(residents.ada, { actorEmail: 'unknown@first.example' }),
      grant(residents.ada, { actorEmail: 'rita\u0000@first.example' }),
      grant(residents.ada, { actorEmail: 'dora@first.example' }),
      grant(residents.ada, { actorEmail: 'ada@first.example' }),
      grant(residents.ada, { actorEmail: 'rita@first.example', type: 'BROKER' }),
    ]);
    await house.rows('update identity.user_account set disabled_at = null where person_id = $1', [residents.dora]);
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect(fieldsOf(replies[0])).toEqual(['actorEmail']);
  });

  it('names what is wrong with its terms', async () => {
    expect(fieldsOf(await grant(residents.ada, { scopes: [] }))).toEqual(['scopes']);
    expect(fieldsOf(await grant(residents.ada, { startsOn: '2026-03-19' }))).toEqual(['startsOn']);
    expect(fieldsOf(await grant(residents.ada, { endsOn: '2026-03-19', perMonthLimitPence: 0 }))).toEqual([
      'endsOn',
      'perMonthLimitPence',
    ]);
    expect(await house.rows('select 1 from identity.mandate')).toEqual([]);
  });

  it('what the law asks papers for comes from the care manager who saw them', async () => {
    expect(fieldsOf(await grant(residents.ada, { type: 'ATTORNEY', evidence: 'I say so' }))).toEqual(['type']);
    expect(fieldsOf(await grant(residents.careManager, { type: 'ATTORNEY' }))).toEqual(['evidence']);
    expect(await grant(residents.careManager, { type: 'ATTORNEY', evidence: 'Registered power seen' })).toMatchObject({
      __typename: 'Mandate',
      type: 'ATTORNEY',
      evidence: 'Registered power seen',
    });
  });

  it('nobody else gives it: not a helper, a provider, finance, another person’s care manager, or for a person unknown', async () => {
    await lay();
    for (const actor of [
      residents.rita,
      residents.pat,
      residents.finance,
      residents.commissioner,
      residents.operator,
      residents.dora,
    ]) {
      expect(await grant(actor, { actorEmail: 'bob@first.example' })).toEqual({
        __typename: 'NotAllowed',
        reason: 'NOT_PERMITTED',
      });
    }
    expect(await grant(residents.careManager, { personId: residents.cyd })).toMatchObject({ reason: 'NOT_PERMITTED' });
    expect(await grant(residents.careManager, { personId: randomUUID() })).toMatchObject({ reason: 'NOT_PERMITTED' });
    expect(fieldsOf(await grant(residents.careManager, { actorEmail: 'careManager@first.example' }))).toEqual([
      'actorEmail',
    ]);
  });

  it('an officer records it with evidence for the council’s own people only', async () => {
    const { ada, dora, rita, finance, otherFinance, first, second, brokerage, provider } = residents;
    const terms = {
      actorPersonId: rita,
      type: 'NOMINEE',
      scopes: ['VIEW'],
      startsOn: '2025-02-01',
      evidence: 'Form seen',
    } as const;
    const officer = await residents.actor(finance);
    const give = (changes: Record<string, unknown>, as: Actor = officer, councilId = first) =>
      house.identity.grantMandateWithEvidence(as, councilId, { ...terms, personId: ada, ...changes });
    expect(await give({})).toEqual(expect.any(String));
    await expect(give({ evidence: ' ' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(give({ actorPersonId: finance })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(give({ actorPersonId: ada })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(give({}, await residents.actor(otherFinance), second)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(give({}, await residents.actor(otherFinance), first)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    await expect(give({ personId: dora })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(give({ personId: randomUUID() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(give({ actorPersonId: randomUUID() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(give({ actorOrganisationId: brokerage })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(give({ actorPersonId: undefined, actorOrganisationId: provider })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await give({ actorPersonId: undefined, actorOrganisationId: brokerage, type: 'BROKER' })).toEqual(
      expect.any(String),
    );
  });
});

describe('ending a mandate', () => {
  async function end(actor: string, id: string): Promise<Reply> {
    return house.ask<Reply>('endMandate', await residents.actor(actor), END, { id });
  }

  it.each(['ada', 'rita', 'careManager'] as const)(
    '%s may end it, and the next request no longer has it',
    async (who) => {
      const id = await lay();
      expect(await use(residents.rita, residents.ada)).toBe(id);
      expect(await end(residents[who], id)).toEqual({
        __typename: 'Mandate',
        endedAt: NOW.toISOString(),
        inForce: false,
      });
      await expect(use(residents.rita, residents.ada)).rejects.toMatchObject({ code: 'NO_MANDATE' });
      expect((await residents.actor(residents.rita)).mandates).toEqual([]);
      expect(await house.rows('select ended_by from identity.mandate where id = $1', [id])).toEqual([
        { ended_by: residents[who] },
      ]);
    },
  );

  it('any broker of the brokerage may give it up', async () => {
    const id = await lay({ personId: residents.bert, actorOrganisationId: residents.brokerage });
    expect(await end(residents.bea, id)).toMatchObject({ inForce: false });
    await expect(use(residents.bob, residents.bert)).rejects.toMatchObject({ code: 'NO_MANDATE' });
  });

  it('one that has not begun can be ended too', async () => {
    const id = await lay({ startsOn: '2026-12-01' });
    expect(await end(residents.rita, id)).toMatchObject({ inForce: false });
  });

  it('twice is once', async () => {
    const id = await lay();
    await end(residents.ada, id);
    house.clock.moveTo(new Date('2026-03-20T11:00:00Z'));
    expect(await end(residents.rita, id)).toMatchObject({ endedAt: NOW.toISOString() });
    expect(
      await house.rows(
        `select payload from kernel.outbox where type = 'identity.mandate-ended' and payload ->> 'mandateId' = $1`,
        [id],
      ),
    ).toEqual([{ payload: { mandateId: id, personId: residents.ada } }]);
  });

  it('somebody else’s and none at all look the same', async () => {
    const id = await lay();
    const others = [
      'bert',
      'cyd',
      'dora',
      'bob',
      'pat',
      'finance',
      'otherFinance',
      'commissioner',
      'operator',
    ] as const;
    const replies = await Promise.all([
      ...others.map((who) => end(residents[who], id)),
      end(residents.ada, randomUUID()),
      end(residents.ada, 'not an id'),
    ]);
    expect(new Set(replies.map((reply) => JSON.stringify(reply)))).toEqual(
      new Set([JSON.stringify({ __typename: 'NotAllowed', reason: 'NOT_FOUND' })]),
    );
    expect(await use(residents.rita, residents.ada)).toBe(id);
  });
});
