import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NOBODY, statement } from '@owncourse/kernel/contract';
import { IdentityHouse, NOW } from './fixtures/identity-house.js';
import type { MandateTerms, Residents } from './fixtures/residents.js';

const USE = statement('test.use-mandate', 'select identity.use_mandate($1, $2, $3, $4, $5) as id');
const CONFLICT = statement('test.conflict-of', 'select identity.conflict_of($1, $2, $3, $4) as conflict');

let house: IdentityHouse;
let residents: Residents;

beforeAll(async () => {
  house = await IdentityHouse.open();
  ({ residents } = house);
});
afterAll(() => house.close());
beforeEach(async () => {
  for (const table of [
    'mandate_notice',
    'mandate_question',
    'mandate_use',
    'mandate',
    'life_record',
    'organisation_link',
  ])
    await house.rows(`delete from identity.${table}`);
  await house.rows(`delete from kernel.outbox`);
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

async function use(scope: string, actor = residents.rita): Promise<string | null> {
  const [row] = await house.database.call<{ id: string | null }>(USE, [
    actor,
    residents.ada,
    scope,
    0n,
    house.clock.now(),
  ]);
  return row?.id ?? null;
}

async function told(): Promise<{ type: string; payload: Record<string, unknown> }[]> {
  return house.rows('select type, payload from kernel.outbox order by position');
}

describe('a joint mandate', () => {
  it('lets its holder look alone, and nothing else', async () => {
    const id = await lay({ joint: true, scopes: ['VIEW', 'ORDER', 'CONFIRM'] });
    expect(await use('VIEW')).toBe(id);
    for (const scope of ['ORDER', 'CONFIRM']) await expect(use(scope)).rejects.toMatchObject({ code: 'JOINT_MANDATE' });
    await expect(use('PAY')).rejects.toMatchObject({ code: 'NO_MANDATE' });
  });

  it('does not stand in the way of one that is not joint, whichever came first', async () => {
    await lay({ id: '00000000-0000-7000-8000-000000000001', joint: true });
    const alone = await lay({ id: '00000000-0000-7000-8000-000000000002' });
    expect(await use('ORDER')).toBe(alone);
  });
});

describe('what lapses', () => {
  const types = ['NOMINEE', 'BROKER', 'AUTHORISED_PERSON', 'ATTORNEY', 'DEPUTY', 'TRUSTEE'] as const;

  async function oneOfEach(): Promise<Map<string, string>> {
    const ids = new Map<string, string>();
    for (const type of types)
      ids.set(type, await lay(type === 'BROKER' ? { type, actorOrganisationId: residents.brokerage } : { type }));
    return ids;
  }

  async function running(): Promise<string[]> {
    const rows = await house.rows<{ type: string }>(
      'select type from identity.mandate where ended_at is null order by type',
    );
    return rows.map((row) => row.type);
  }

  const record = async (kind: 'CAPACITY_LOST' | 'CAPACITY_REGAINED' | 'DIED', by = residents.careManager) =>
    house.identity.recordLife(await residents.actor(by), {
      personId: residents.ada,
      kind,
      on: '2026-03-19',
      evidence: 'The letter was seen.',
    });

  it('with capacity: what stood on the person’s word alone; attorney, deputy, trustee and the council’s choice stay', async () => {
    const ids = await oneOfEach();
    const ended = await record('CAPACITY_LOST');
    expect([...ended].sort()).toEqual([ids.get('NOMINEE'), ids.get('BROKER')].sort());
    expect(await running()).toEqual(['ATTORNEY', 'AUTHORISED_PERSON', 'DEPUTY', 'TRUSTEE']);
    expect((await told()).map(({ type, payload }) => [type, payload['mandateId']]).sort()).toEqual(
      ended.map((id) => ['identity.mandate-ended', id]).sort(),
    );
    const [row] = await house.rows<{ end_reason: string }>('select end_reason from identity.mandate where id = $1', [
      ids.get('NOMINEE'),
    ]);
    expect(row).toEqual({ end_reason: 'CAPACITY_LOST' });
  });

  it('and no new one is given on a word that cannot be given, until capacity is back', async () => {
    await record('CAPACITY_LOST');
    await expect(lay()).rejects.toMatchObject({ message: 'NEEDS_CAPACITY' });
    await lay({ type: 'DEPUTY' });
    house.clock.moveTo(new Date(NOW.getTime() + 1000));
    await record('CAPACITY_REGAINED');
    await lay();
    expect(await running()).toEqual(['DEPUTY', 'NOMINEE']);
  });

  it('with death: all of them, and nobody is told who has died', async () => {
    await oneOfEach();
    expect(await record('DIED')).toHaveLength(6);
    expect(await running()).toEqual([]);
    await expect(lay({ type: 'DEPUTY' })).rejects.toMatchObject({ message: 'PERSON_HAS_DIED' });
    expect(await house.rows('select * from identity.mail_addresses(array[$1::uuid])', [residents.ada])).toEqual([]);
  });

  it('once, when a budget closes because of it, however often that is told; never when it closes for another reason', async () => {
    await lay({ type: 'ATTORNEY' });
    const closing = (cause: string) => ({
      id: randomUUID(),
      type: 'ledger.budget-closing',
      version: 1,
      councilId: residents.first,
      occurredAt: NOW,
      payload: { budgetId: randomUUID(), personId: residents.ada, fromOn: '2026-03-19', cause },
    });
    const hear = (...causes: string[]) =>
      house.database.transaction(NOBODY, (queries) => house.deaths.handle(causes.map(closing), queries));
    await hear('MOVED', 'DECLINED', 'OTHER');
    expect(await running()).toEqual(['ATTORNEY']);
    await hear('DEATH', 'DEATH');
    await hear('DEATH');
    const entered = { ...closing('DEATH'), payload: { personId: residents.bert, diedOn: '2026-03-19' } };
    await house.database.transaction(NOBODY, (queries) => house.deaths.handle([entered, entered], queries));
    expect(await running()).toEqual([]);
    expect(await told()).toHaveLength(1);
    expect(await house.rows('select kind from identity.life_record')).toEqual([{ kind: 'DIED' }, { kind: 'DIED' }]);
  });

  it('by nobody’s word but that of whoever looks after the person', async () => {
    await lay();
    for (const by of [residents.rita, residents.finance, residents.otherFinance, residents.ada])
      await expect(record('CAPACITY_LOST', by)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await running()).toEqual(['NOMINEE']);
    expect(await told()).toEqual([]);
  });

  it('also a mandate that is being given at the same moment', async () => {
    const given = Promise.allSettled(Array.from({ length: 8 }, (_, day) => lay({ startsOn: `2026-02-0${day + 1}` })));
    const recorded = record('CAPACITY_LOST');
    const results = await given;
    await recorded;
    expect(await running()).toEqual([]);
    for (const one of results)
      if (one.status === 'rejected') expect((one.reason as Error).message).toBe('NEEDS_CAPACITY');
  });
});

describe('the end that comes by itself', () => {
  it('is told 28 and 7 days before, and when it is over, once each', async () => {
    const id = await lay({ endsOn: '2026-04-30' });
    await lay({ endsOn: '2027-04-30' });
    await lay();
    const days: string[] = [];
    for (let day = 0; day < 60; day += 1) {
      house.clock.moveTo(new Date(NOW.getTime() + day * 86_400_000));
      const [first, second] = await Promise.all([house.identity.mindMandates(), house.identity.mindMandates()]);
      if (first + second > 0) days.push(`${house.clock.now().toISOString().slice(0, 10)} ${first + second}`);
    }
    expect(days).toEqual(['2026-04-02 1', '2026-04-23 1', '2026-05-01 1']);
    expect((await told()).map(({ type, payload }) => [type, payload['mandateId']])).toEqual([
      ['identity.mandate-ends-soon', id],
      ['identity.mandate-ends-soon', id],
      ['identity.mandate-expired', id],
    ]);
  });

  it('on the days that the council’s policy says', async () => {
    await house.identity.setPolicy(await residents.actor(residents.finance), residents.first, [
      { key: 'mandateReminderDays', value: [3], from: '2026-01-01' },
    ]);
    await lay({ endsOn: '2026-03-27' });
    expect(await house.identity.mindMandates()).toBe(0);
    house.clock.moveTo(new Date('2026-03-24T09:00:00Z'));
    expect(await house.identity.mindMandates()).toBe(1);
    await house.rows(`delete from identity.council_policy where key = 'mandateReminderDays'`);
  });
});

describe('a conflict of interest', () => {
  const conflict = async (actor: string, provider = residents.provider) => {
    const [row] = await house.database.call<{ conflict: boolean }>(CONFLICT, [
      actor,
      residents.ada,
      provider,
      house.clock.now(),
    ]);
    return row?.conflict;
  };

  const link = async (organisationId: string, relatedId: string) =>
    house.identity.linkOrganisations(await residents.actor(residents.operator), [
      { organisationId, relatedId, kind: 'OWNS' },
    ]);

  it('is none without a link, and never the person’s own', async () => {
    await lay({ actorOrganisationId: residents.brokerage, type: 'BROKER' });
    expect(await conflict(residents.bob)).toBe(false);
    await link(residents.brokerage, residents.provider);
    expect(await conflict(residents.ada)).toBe(false);
  });

  it('refuses the broker whose brokerage owns the provider, over any number of steps and either way round', async () => {
    const between = randomUUID();
    await house.rows(`insert into identity.organisation values ($1, 'TRUST', 'Holding')`, [between]);
    await lay({ actorOrganisationId: residents.brokerage, type: 'BROKER' });
    await link(between, residents.brokerage);
    await link(between, residents.provider);
    for (const broker of [residents.bob, residents.bea])
      await expect(conflict(broker)).rejects.toMatchObject({ code: 'UNDECLARED_CONFLICT' });
  });

  it('refuses a helper who works for the provider', async () => {
    await lay({ actorPersonId: residents.pat });
    await expect(conflict(residents.pat)).rejects.toMatchObject({ code: 'UNDECLARED_CONFLICT' });
  });

  it('stands open where the person or their care manager declared it, and is closed when they take it back', async () => {
    const id = await lay({ actorOrganisationId: residents.brokerage, type: 'BROKER' });
    await link(residents.brokerage, residents.provider);
    for (const by of [residents.ada, residents.careManager]) {
      await house.identity.declareConflict(await residents.actor(by), id, 'Ada knows, and chose it all the same.');
      expect(await conflict(residents.bob)).toBe(true);
      await house.identity.declareConflict(await residents.actor(by), id, null);
      await expect(conflict(residents.bob)).rejects.toMatchObject({ code: 'UNDECLARED_CONFLICT' });
    }
  });

  it('is not for its holder to declare, nor for strangers', async () => {
    const id = await lay({ actorOrganisationId: residents.brokerage, type: 'BROKER' });
    const declare = async (by: string) =>
      house.identity.declareConflict(await residents.actor(by), id, 'It is all right.');
    await expect(declare(residents.bob)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    for (const by of [residents.rita, residents.dora, residents.otherFinance])
      await expect(declare(by)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await house.rows('select declared_conflict from identity.mandate')).toEqual([{ declared_conflict: null }]);
  });
});

describe('a question in private', () => {
  const ASK = `mutation ($id: ID!) { askAboutMandate(mandateId: $id, message: "Where did the money go?", wantsAdvocate: true) {
    __typename ... on MandateQuestionReceived { reference } ... on NotAllowed { reason } } }`;
  const WHO = `query ($id: ID!) { whoActsFor(personId: $id) { hasCapacity mandates { id joint stakesIn usedThisMonthPence }
    questions { mandateId message wantsAdvocate } records { kind evidence recordedByName } } }`;

  it('reaches the care manager, and nobody who acts for the person', async () => {
    const id = await lay();
    const asked = await house.ask<{ __typename: string }>(
      'askAboutMandate',
      await residents.actor(residents.ada),
      ASK,
      {
        id,
      },
    );
    expect(asked).toEqual({ __typename: 'MandateQuestionReceived', reference: expect.stringMatching(/^[0-9A-F]{8}$/) });
    expect(await told()).toMatchObject([{ type: 'identity.mandate-questioned', payload: { mandateId: id } }]);
    const seen = await house.ask('whoActsFor', await residents.actor(residents.careManager), WHO, {
      id: residents.ada,
    });
    expect(seen).toEqual({
      hasCapacity: true,
      mandates: [{ id, joint: false, stakesIn: [], usedThisMonthPence: 0 }],
      questions: [{ mandateId: id, message: 'Where did the money go?', wantsAdvocate: true }],
      records: [],
    });
    for (const stranger of [residents.rita, residents.bob, residents.finance, residents.dora, residents.operator]) {
      expect(await house.ask('whoActsFor', await residents.actor(stranger), WHO, { id: residents.ada })).toBeNull();
    }
  });

  it('is the person’s alone to ask', async () => {
    const id = await lay();
    for (const [asker, reason] of [
      [residents.rita, 'NOT_PERMITTED'],
      [residents.careManager, 'NOT_PERMITTED'],
      [residents.dora, 'NOT_FOUND'],
    ] as const) {
      const answer = await house.ask('askAboutMandate', await residents.actor(asker), ASK, { id });
      expect(answer).toEqual({ __typename: 'NotAllowed', reason });
    }
    expect(await house.rows('select count(*)::int as n from identity.mandate_question')).toEqual([{ n: 0 }]);
  });

  it('ends in private: the one who acted is not told', async () => {
    const id = await lay();
    await house.identity.endMandate(await residents.actor(residents.ada), id, true);
    expect((await told()).map(({ payload }) => payload)).toEqual([
      { mandateId: id, personId: residents.ada, inPrivate: true },
    ]);
  });
});
