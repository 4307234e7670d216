import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { IdentityHouse, NOW } from './fixtures/identity-house.js';
import type { Residents } from './fixtures/residents.js';

const LOOK_UPS = '{ me { lookUps { officerName officerRole what at } } }';
const REPORT = `mutation ($input: ReportNotSafeInput!) { reportNotSafe(input: $input) {
  __typename ... on SafetyReportReceived { reference phone } ... on InvalidInput { problems { field } } } }`;

let house: IdentityHouse;
let residents: Residents;

beforeAll(async () => {
  house = await IdentityHouse.open();
  ({ residents } = house);
});
afterAll(() => house.close());
afterEach(() => house.clock.moveTo(NOW));

const as = (who: string) => residents.actor(who);

describe('what GraphQL shows of identity', () => {
  it('councils to everybody, nobody else to somebody unknown', async () => {
    expect(await house.ask('councils', null, '{ councils { key name safeguardingPhone contactPhone } }')).toEqual([
      { key: 'first', name: 'first council', safeguardingPhone: '01632 960005', contactPhone: '01632 960009' },
      { key: 'second', name: 'second council', safeguardingPhone: '01632 960006', contactPhone: '01632 960009' },
    ]);
    expect(
      (await house.run(null, '{ me { email } assignedPeople { name } operatorDashboard { people } }')).data,
    ).toEqual({ me: null, assignedPeople: [], operatorDashboard: null });
    const refused = await house.ask<{ reason: string }>(
      'endMandate',
      null,
      `mutation { endMandate(mandateId: "${randomUUID()}") { ... on NotAllowed { reason } } }`,
    );
    expect(refused).toEqual({ reason: 'NOT_SIGNED_IN' });
  });

  it('the people a care manager looks after, by name, in one statement', async () => {
    const { data, statements } = await house.run(
      await as(residents.careManager),
      '{ assignedPeople { name communicationNeeds postcodeDistrict } }',
    );
    expect(data['assignedPeople']).toEqual([
      { name: 'Ada', communicationNeeds: [], postcodeDistrict: null },
      { name: 'Bert', communicationNeeds: [], postcodeDistrict: null },
    ]);
    expect(statements).toBe(1);
    for (const who of [residents.ada, residents.finance, residents.commissioner])
      expect(await house.ask('assignedPeople', await as(who), '{ assignedPeople { name } }')).toEqual([]);
  });

  it('totals to the operator alone', async () => {
    const dashboard = '{ operatorDashboard { councils people organisations outboxWaiting searchLagSeconds } }';
    expect(await house.ask('operatorDashboard', await as(residents.operator), dashboard)).toMatchObject({
      councils: 2,
      people: 14,
      organisations: 4,
      outboxWaiting: 0,
    });
    for (const who of [residents.finance, residents.commissioner, residents.ada])
      expect(await house.ask('operatorDashboard', await as(who), dashboard)).toBeNull();
  });

  it('mandates of any number in the same few statements', async () => {
    const query =
      '{ me { person { name } council { name } mandatesGiven { actorName person { name } inForce } actsFor { actorName person { name } } } }';
    const measure = async (count: number) => {
      await house.rows('delete from identity.mandate');
      for (let number = 0; number < count; number += 1) {
        // The same terms are one mandate.
        const startsOn = `2026-01-${String(number + 1).padStart(2, '0')}`;
        await house.layMandate({
          startsOn,
          personId: residents.ada,
          councilId: residents.first,
          ...(number % 2 ? { actorOrganisationId: residents.brokerage } : { actorPersonId: residents.rita }),
        });
        await house.layMandate({
          startsOn,
          personId: [residents.bert, residents.cyd, residents.dora][number % 3] ?? '',
          councilId: residents.first,
          actorPersonId: residents.ada,
        });
      }
      const { data, statements } = await house.run(await as(residents.ada), query);
      const me = data['me'] as { mandatesGiven: unknown[]; actsFor: unknown[] };
      expect([me.mandatesGiven.length, me.actsFor.length]).toEqual([count, count]);
      return statements;
    };
    // Which of the names share a statement depends on which mandates arrive first; how many mandates does not matter.
    for (const count of [2, 20]) expect(await measure(count)).toBeLessThanOrEqual(6);
    await house.rows('delete from identity.mandate');
  });
});

describe('officers’ looks', () => {
  const look = async (who: string, personId: string, councilId: string) =>
    house.identity.recordLookUp(await as(who), { personId, councilId, what: 'BUDGET' });
  const shown = async (who: string) =>
    (await house.ask<{ lookUps: Record<string, unknown>[] }>('me', await as(who), LOOK_UPS)).lookUps;

  it('are shown to the person, newest first, and to nobody who acts for them', async () => {
    const { ada, rita, finance, careManager, first } = residents;
    await house.layMandate({ personId: ada, actorPersonId: rita, councilId: first });
    await look(finance, ada, first);
    house.clock.moveTo(new Date('2026-03-20T10:05:00Z'));
    await look(finance, ada, first);
    await look(careManager, ada, first);
    expect(await shown(ada)).toEqual([
      { officerName: 'CareManager', officerRole: 'CARE_MANAGER', what: 'BUDGET', at: '2026-03-20T10:05:00.000Z' },
      { officerName: 'Finance', officerRole: 'FINANCE_OFFICER', what: 'BUDGET', at: NOW.toISOString() },
    ]);
    house.clock.moveTo(new Date('2026-03-20T10:10:00Z'));
    await look(finance, ada, first);
    expect(await shown(ada)).toHaveLength(3);
    for (const who of [rita, finance, residents.bert]) expect(await shown(who)).toEqual([]);
  });

  it('are looks of officers of that council only', async () => {
    const { bert, rita, bob, pat, operator, otherFinance, first } = residents;
    for (const who of [bert, rita, bob, pat, operator, otherFinance]) await look(who, bert, first);
    expect(await shown(bert)).toEqual([]);
  });

  it('stay hidden under an exemption until its time is over', async () => {
    const { cyd, finance, first } = residents;
    await look(finance, cyd, first);
    await house.rows('update identity.look_up set exempt_until = $2, exempted_by = $3 where person_id = $1', [
      cyd,
      new Date('2026-04-20T00:00:00Z'),
      finance,
    ]);
    expect(await shown(cyd)).toEqual([]);
    house.clock.moveTo(new Date('2026-04-20T00:00:00Z'));
    expect(await shown(cyd)).toHaveLength(1);
  });

  it('come in fifties, in the same few statements', async () => {
    const { dora, otherFinance, second } = residents;
    for (let number = 0; number < 55; number += 1) {
      house.clock.moveTo(new Date(NOW.getTime() + number * 600_000));
      await look(otherFinance, dora, second);
    }
    const { data, statements } = await house.run(await as(dora), LOOK_UPS);
    expect((data['me'] as { lookUps: unknown[] }).lookUps).toHaveLength(50);
    expect(statements).toBe(2);
  });
});

describe('“I don’t feel safe”', () => {
  async function report(who: string | null, input: Record<string, unknown>): Promise<Record<string, unknown>> {
    return house.ask('reportNotSafe', who === null ? null : await as(who), REPORT, {
      input: { message: 'I am afraid', ...input },
    });
  }
  const kept = () =>
    house.rows('select council_id, person_id, message, safe_way_to_reach from identity.safety_report order by at, id');

  it('reaches the council that funds the person, whatever else is said', async () => {
    const reply = await report(residents.ada, {
      message: ' He takes my card ',
      safeWayToReach: 'Ring on Tuesdays',
      councilKey: 'second',
    });
    expect(reply).toEqual({
      __typename: 'SafetyReportReceived',
      reference: expect.stringMatching(/^[0-9A-F]{8}$/),
      phone: '01632 960005',
    });
    expect(await kept()).toEqual([
      {
        council_id: residents.first,
        person_id: residents.ada,
        message: 'He takes my card',
        safe_way_to_reach: 'Ring on Tuesdays',
      },
    ]);
  });

  it('needs no sign-in, but a council, so that somebody hears of it', async () => {
    expect(await report(null, { councilKey: 'second' })).toMatchObject({ phone: '01632 960006' });
    expect(await report(residents.selfFunder, { councilKey: 'first' })).toMatchObject({ phone: '01632 960005' });
    for (const councilKey of [undefined, null, 'third'])
      expect(await report(null, { councilKey })).toEqual({
        __typename: 'InvalidInput',
        problems: [{ field: 'councilKey' }],
      });
    expect(await kept()).toHaveLength(3);
  });

  it('says what is missing', async () => {
    expect(await report(residents.ada, { message: '  ' })).toMatchObject({ problems: [{ field: 'message' }] });
    expect(await report(residents.ada, { message: 'x'.repeat(5001) })).toMatchObject({
      problems: [{ field: 'message' }],
    });
    expect(await report(residents.ada, { safeWayToReach: 'x'.repeat(501) })).toMatchObject({
      problems: [{ field: 'safeWayToReach' }],
    });
  });
});
