import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import type { IdentityPort, RegisterPerson } from '../src/contract/index.js';
import { IdentityHouse, NOW } from './fixtures/identity-house.js';
import type { Residents } from './fixtures/residents.js';

describe('how people come into being', () => {
  let house: IdentityHouse;
  let identity: IdentityPort;
  let residents: Residents;
  let operator: Actor;
  let finance: Actor;

  beforeAll(async () => {
    house = await IdentityHouse.open();
    ({ identity, residents } = house);
    operator = await residents.actor(residents.operator);
    finance = await residents.actor(residents.finance);
  });
  afterAll(() => house.close());
  afterEach(() => house.clock.moveTo(NOW));

  const register = (actor: Actor, roles: RegisterPerson['roles'], changes: Partial<RegisterPerson> = {}) =>
    identity.registerPeople(actor, [{ name: 'New', roles, ...changes }]);
  const client = (personId: string, changes: Record<string, unknown> = {}) => ({
    personId,
    wardId: randomUUID(),
    careGroup: 'autism',
    ageBand: '18-24',
    careManagerId: null,
    startsOn: '2026-01-01',
    endsBefore: null,
    ...changes,
  });

  it('the first operator is the only one who comes uninvited, also when two knock at once', async () => {
    await expect(identity.registerFirstOperator({ name: 'Second', roles: [] })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    await house.rows('begin');
    await house.rows('truncate identity.person cascade');
    await house.rows('commit');
    const knocks = await Promise.allSettled(
      Array.from({ length: 6 }, (_, number) =>
        identity.registerFirstOperator({ name: `Op ${number}`, roles: [{ role: 'OPERATOR' }] }),
      ),
    );
    expect(knocks.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await house.rows('select role from identity.membership')).toEqual([{ role: 'OPERATOR' }]);
    await house.close();
    house = await IdentityHouse.open();
    ({ identity, residents } = house);
    operator = await residents.actor(residents.operator);
    finance = await residents.actor(residents.finance);
  });

  it('a council registers people; officers, staff and operators come from the operator', async () => {
    expect(await register(finance, [{ role: 'BUDGET_HOLDER' }])).toHaveLength(1);
    expect(await register(finance, [])).toHaveLength(1);
    for (const roles of [
      [{ role: 'FINANCE_OFFICER', councilId: residents.first }],
      [{ role: 'PROVIDER_OWNER', organisationId: residents.provider }],
      [{ role: 'CARER' }, { role: 'OPERATOR' }],
    ] as const) {
      await expect(register(finance, roles)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
      expect(await register(operator, roles)).toHaveLength(1);
    }
    for (const who of [residents.ada, residents.careManager, residents.pat, residents.commissioner]) {
      const actor = await residents.actor(who);
      await expect(register(actor, [])).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
      await expect(register(actor, [{ role: 'CARER' }])).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
      await expect(
        identity.createCouncil(actor, { key: 'third', name: 'Third', safeguardingPhone: '1', contactPhone: '2' }),
      ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
      await expect(identity.createOrganisations(actor, [])).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    }
  });

  it('a role is held where it belongs, in a place that is there', async () => {
    const invalid = { code: 'INVALID_INPUT' };
    await expect(register(operator, [{ role: 'APPROVER' }])).rejects.toMatchObject(invalid);
    await expect(register(operator, [{ role: 'BROKER' }])).rejects.toMatchObject(invalid);
    await expect(register(operator, [{ role: 'CARER', councilId: residents.first }])).rejects.toMatchObject(invalid);
    await expect(register(operator, [{ role: 'BROKER', organisationId: residents.provider }])).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      register(operator, [{ role: 'PROVIDER_OWNER', organisationId: residents.first }]),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(register(operator, [{ role: 'APPROVER', councilId: residents.provider }])).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(register(operator, [{ role: 'APPROVER', councilId: randomUUID() }])).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      house.rows(`insert into identity.membership (person_id, role) values ($1, 'APPROVER')`, [residents.ada]),
    ).rejects.toThrow('role_held_where_it_belongs');
  });

  it('an e-mail is one person’s, however it is written; all of a batch or nobody', async () => {
    const before = await house.rows('select count(*) from identity.person');
    const batch = [
      { name: 'One', roles: [] },
      { name: 'Two', email: 'ADA@first.example', passwordHash: 'x', roles: [] },
    ];
    await expect(identity.registerPeople(operator, batch)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(register(operator, [], { email: 'no address', passwordHash: 'x' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(register(operator, [], { email: 'no@password.example' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(register(operator, [], { name: ' ' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(register(operator, [], { id: residents.ada })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await house.rows('select count(*) from identity.person')).toEqual(before);
  });

  it('three hundred come in at once', async () => {
    const people = Array.from({ length: 300 }, (_, number) => ({
      name: `Person ${number}`,
      email: `crowd${number}@first.example`,
      passwordHash: 'made before',
      roles: [{ role: 'BUDGET_HOLDER' as const }],
    }));
    expect(await identity.registerPeople(finance, people)).toHaveLength(300);
  });

  it('a council’s key is its own', async () => {
    const council = { name: 'Again', safeguardingPhone: '1', contactPhone: '2' };
    await expect(identity.createCouncil(operator, { ...council, key: 'first' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(identity.createCouncil(operator, { ...council, key: 'Not A Key' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(
      identity.createOrganisations(operator, [{ id: residents.provider, kind: 'PROVIDER', name: 'Again' }]),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('clients are added by finance of the council, with a care manager of the council', async () => {
    const [person = ''] = await register(finance, [{ role: 'BUDGET_HOLDER' }]);
    const add = (actor: Actor, councilId: string, changes: Record<string, unknown> = {}) =>
      identity.addClients(actor, councilId, [client(person, changes)]);
    await expect(add(finance, residents.second)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    await expect(add(operator, residents.first)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    await expect(add(finance, residents.first, { careManagerId: residents.finance })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(add(finance, residents.first, { personId: randomUUID() })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await add(finance, residents.first, {
      careManagerId: residents.careManager,
      startsOn: '2026-03-25',
      endsBefore: '2026-04-01',
    });
    await expect(add(finance, residents.first)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const on = async (instant: string) => {
      house.clock.moveTo(new Date(instant));
      return [
        (await residents.actor(person)).fundingCouncilId,
        (await residents.actor(residents.careManager)).assignedPeople.includes(person),
      ];
    };
    expect(await on('2026-03-24T23:59:00Z')).toEqual([null, false]);
    expect(await on('2026-03-25T00:00:00Z')).toEqual([residents.first, true]);
    expect(await on('2026-03-31T22:59:00Z')).toEqual([residents.first, true]);
    expect(await on('2026-03-31T23:00:00Z')).toEqual([null, false]);
  });

  it('somebody’s roles in one council never open another', async () => {
    const [person = ''] = await register(operator, [
      { role: 'COMMISSIONER', councilId: residents.first },
      { role: 'FINANCE_OFFICER', councilId: residents.second },
      { role: 'PROVIDER_OWNER', organisationId: residents.provider },
      { role: 'CARER' },
    ]);
    const actor = await residents.actor(person);
    const inFirst = residents.first < residents.second;
    expect(actor.councilId).toBe(inFirst ? residents.first : residents.second);
    expect([...actor.roles].sort()).toEqual(['CARER', inFirst ? 'COMMISSIONER' : 'FINANCE_OFFICER', 'PROVIDER_OWNER']);
    expect(actor.organisationId).toBe(residents.provider);
    await house.rows('update identity.membership set ended_at = $2 where person_id = $1', [person, NOW]);
    expect(await residents.actor(person)).toMatchObject({ roles: [], councilId: null, organisationId: null });
  });

  it('a care manager who is none any more looks after nobody', async () => {
    expect((await residents.actor(residents.careManager)).assignedPeople).toEqual(
      expect.arrayContaining([residents.ada, residents.bert]),
    );
    await house.rows('update identity.membership set ended_at = $2 where person_id = $1', [residents.careManager, NOW]);
    expect((await residents.actor(residents.careManager)).assignedPeople).toEqual([]);
    await house.rows('update identity.membership set ended_at = null where person_id = $1', [residents.careManager]);
  });

  it('nobody has no actor', async () => {
    await expect(identity.actorFor(randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('tells the storefront who it is', async () => {
    expect(await identity.viewerSummary(await residents.actor(residents.ada))).toEqual({
      personId: residents.ada,
      displayName: 'Ada',
      roles: ['BUDGET_HOLDER'],
      councilKey: 'first',
      organisationName: null,
    });
    expect(await identity.viewerSummary(await residents.actor(residents.pat))).toMatchObject({
      councilKey: null,
      organisationName: 'Kind Hands',
    });
    expect(await identity.viewerSummary(await residents.actor(residents.otherFinance))).toMatchObject({
      councilKey: 'second',
    });
  });
});

describe('council policy', () => {
  let house: IdentityHouse;

  beforeAll(async () => {
    house = await IdentityHouse.open();
  });
  afterAll(() => house.close());

  const reserveOn = (day: string) => house.identity.policy(house.residents.first, 'reserveWeeks', day);

  async function set(value: unknown, from: string): Promise<void> {
    await house.identity.setPolicy(await house.residents.actor(house.residents.finance), house.residents.first, [
      { key: 'reserveWeeks', value, from },
    ]);
  }

  it('holds from its day to the day before the next, in whatever order they are written', async () => {
    await set(8, '2026-04-01');
    await set(4, '2025-04-01');
    await set(6, '2025-10-01');
    expect(
      await Promise.all(
        ['2025-03-31', '2025-04-01', '2025-09-30', '2025-10-01', '2026-03-31', '2026-04-01', '2030-01-01'].map(
          reserveOn,
        ),
      ),
    ).toEqual([null, 4, 4, 6, 6, 8, 8]);
    await set(5, '2025-10-01');
    expect(await Promise.all(['2025-09-30', '2025-10-01', '2026-04-01'].map(reserveOn))).toEqual([4, 5, 8]);
  });

  it('cannot overlap, whoever writes it', async () => {
    await expect(
      house.rows(`insert into identity.council_policy values ($1, 'reserveWeeks', '[2025-12-01,2025-12-05)', '1')`, [
        house.residents.first,
      ]),
    ).rejects.toMatchObject({ code: '23P01' });
  });

  it('is the council’s own to set, and its own to have', async () => {
    const other = await house.residents.actor(house.residents.otherFinance);
    await expect(
      house.identity.setPolicy(other, house.residents.first, [{ key: 'reserveWeeks', value: 0, from: '2020-01-01' }]),
    ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await house.identity.policy(house.residents.second, 'reserveWeeks', '2026-05-01')).toBeNull();
  });
});
