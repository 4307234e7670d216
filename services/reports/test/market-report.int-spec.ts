import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, Database } from '@owncourse/kernel/contract';
import { createTestDatabase, type TestDatabase } from '@owncourse/kernel/testing';
import pg from 'pg';
import type { MarketReport, MarketReportRow } from '../src/contract/reports.port.js';
import { MarketRepository } from '../src/persistence/market.repository.js';
import { MarketReportUseCase } from '../src/use-cases/market-report.js';

interface Fact {
  readonly personId: string;
  readonly ward: string;
  readonly service: number;
  readonly orderId: string;
  readonly day: string;
  readonly pence: number;
}

const SUPPORT = ['cleaning', 'personal-care', 'garden'];
const WARDS = ['North', 'South', 'East'];
const AT = new Date('2026-06-01T10:00:00Z');

describe('the market report', () => {
  let test: TestDatabase;
  let database: Database;
  let owner: pg.Client;
  let reports: MarketReportUseCase;
  const council = randomUUID();
  const elsewhere = randomUUID();
  const facts: Fact[] = [];

  const commissioner = (councilId: string | null = council, roles: Actor['roles'] = ['COMMISSIONER']): Actor => ({
    personId: randomUUID(),
    name: 'C',
    email: '',
    roles,
    councilId,
    organisationId: null,
    fundingCouncilId: null,
    mandates: [],
    assignedPeople: [],
  });
  const ask = (
    from: string,
    to: string,
    groupBy: MarketReport['groupBy'],
    actor = commissioner(),
  ): Promise<MarketReport> => reports.marketReport(actor, { from, to, groupBy });

  beforeAll(async () => {
    test = await createTestDatabase();
    database = new Database(test.appUrl);
    owner = new pg.Client({ connectionString: test.ownerUrl });
    await owner.connect();
    reports = new MarketReportUseCase(new MarketRepository(database));
    const wards = WARDS.map((name, index) => ({
      id: randomUUID(),
      name,
      code: `W${index}`,
      latitude: 51,
      longitude: 0,
    }));
    const providerId = randomUUID();
    const services = SUPPORT.map((slug) => ({ id: randomUUID(), slug }));
    await owner.query(
      `select identity.add_council($1, 'here', 'Here', '1', '2'), identity.add_council($2, 'elsewhere', 'Elsewhere', '1', '2')`,
      [council, elsewhere],
    );
    await owner.query('select catalogue.import_wards($1, $2, $3)', [council, 'here', JSON.stringify(wards)]);
    await owner.query(
      `insert into catalogue.postcode_district (outcode, latitude, longitude, ward_id, council_id) values ('ZZ1', 51, 0, $1, $2)`,
      [wards[0]?.id, council],
    );
    await owner.query(
      `insert into catalogue.support_type (slug, name, description, group_name) select s, initcap(s), '', 'Home' from unnest($1::text[]) s`,
      [SUPPORT],
    );
    await owner.query(
      `insert into catalogue.provider (id, name, kind, description, postcode_district, latitude, longitude, phone, email, vat_status, languages, status)
       values ($1, 'Kind Hands', 'COMPANY', '', 'ZZ1', 51, 0, '', '', 'NOT_REGISTERED', '{}', 'PUBLISHED')`,
      [providerId],
    );
    await owner.query(
      `insert into catalogue.service (id, provider_id, support_type_slug, name, summary, description, who_for, languages, gender_of_worker, access_needs, regulated_activity, status)
       select s.id, $2, s.slug, 'A service', '', '', '{}', '{}', 'any', '{}', false, 'PUBLISHED' from jsonb_to_recordset($1) as s (id uuid, slug text)`,
      [JSON.stringify(services), providerId],
    );
    // Two people only ever garden; everybody else buys by a fixed pattern over five months.
    for (let number = 0; number < 24; number += 1) {
      const personId = randomUUID();
      const ward = WARDS[number % 7 === 0 ? 2 : number % 2] ?? '';
      await owner.query('insert into identity.person (id, name) values ($1, $2)', [personId, `Secret Name ${number}`]);
      await owner.query('select identity.add_clients($1, $2)', [
        council,
        JSON.stringify([
          {
            personId,
            wardId: wards.find((one) => one.name === ward)?.id,
            careGroup: 'older',
            ageBand: '65+',
            careManagerId: null,
            startsOn: '2020-01-01',
            endsBefore: null,
          },
        ]),
      ]);
      const orderId = randomUUID();
      for (let visit = 0; visit < 10; visit += 1) {
        const day = `2026-0${1 + (visit % 5)}-${String(1 + ((number * 3 + visit) % 28)).padStart(2, '0')}`;
        facts.push({
          personId,
          ward,
          service: number < 2 ? 2 : number % 2,
          orderId,
          day,
          pence: 1000 + number * 17 + visit,
        });
      }
    }
    const rows = facts.map((fact) => ({
      ...fact,
      councilId: council,
      serviceId: services[fact.service]?.id,
      lineId: randomUUID(),
      visitId: randomUUID(),
      deliveryId: randomUUID(),
    }));
    await owner.query(LAY_OUT_FACTS, [JSON.stringify([...rows, foreign(services[0]?.id ?? '')]), AT, providerId]);
  });
  afterAll(async () => {
    await database.close();
    await owner.end();
    await test.drop();
  });

  function foreign(serviceId: string): Record<string, unknown> {
    return {
      councilId: elsewhere,
      personId: randomUUID(),
      orderId: randomUUID(),
      serviceId,
      day: '2026-02-02',
      pence: 999_999,
      lineId: randomUUID(),
      visitId: randomUUID(),
      deliveryId: randomUUID(),
    };
  }

  /** The same figures the slow way: by going through every visit. */
  function bruteForce(
    from: string,
    to: string,
    keyOf: (fact: Fact) => string,
  ): Map<string, { spend: bigint; orders: number; people: number }> {
    const within = facts.filter((fact) => fact.day >= from && fact.day <= to);
    return new Map(
      [...new Set(within.map(keyOf))].map((key) => {
        const group = within.filter((fact) => keyOf(fact) === key);
        return [
          key,
          {
            spend: BigInt(group.reduce((sum, fact) => sum + fact.pence, 0)),
            orders: new Set(group.map((fact) => fact.orderId)).size,
            people: new Set(group.map((fact) => fact.personId)).size,
          },
        ];
      }),
    );
  }

  const keys: Record<MarketReport['groupBy'], (fact: Fact) => string> = {
    SUPPORT_TYPE: (fact) => SUPPORT[fact.service] ?? '',
    WARD: (fact) => `W${WARDS.indexOf(fact.ward)}`,
    MONTH: (fact) => fact.day.slice(0, 7),
  };

  it.each(['SUPPORT_TYPE', 'WARD', 'MONTH'] as const)('is exactly what the rows say, by %s', async (groupBy) => {
    for (const [from, to] of [
      ['2026-01-01', '2026-05-31'],
      ['2026-02-10', '2026-04-09'],
      ['2026-03-03', '2026-03-09'],
    ] as const) {
      const expected = bruteForce(from, to, keys[groupBy]);
      const all = bruteForce(from, to, () => '').get('');
      const report = await ask(from, to, groupBy);
      expect(report.rows.map((row) => row.key).sort()).toEqual([...expected.keys()].sort());
      for (const row of report.rows.filter((one: MarketReportRow) => !one.suppressed)) {
        expect({ spend: row.spendPence, orders: row.orders, people: row.people }).toEqual(expected.get(row.key));
        expect(row.people).toBeGreaterThanOrEqual(5);
      }
      if (report.totalPeople !== null)
        expect({ spend: report.totalSpendPence, orders: report.totalOrders, people: report.totalPeople }).toEqual(all);
    }
  });

  it('hides what two people bought, and one more so that it cannot be worked out', async () => {
    const report = await ask('2026-01-01', '2026-05-31', 'SUPPORT_TYPE');
    expect(report.rows.filter((row) => row.suppressed).map((row) => row.key)).toContain('garden');
    expect(report.rows.filter((row) => row.suppressed)).toHaveLength(2);
    expect(report.totalPeople).toBe(24);
  });

  it('has labels for people to read', async () => {
    expect((await ask('2026-01-01', '2026-05-31', 'MONTH')).rows.map((row) => row.label)).toEqual([
      'January 2026',
      'February 2026',
      'March 2026',
      'April 2026',
      'May 2026',
    ]);
    expect((await ask('2026-01-01', '2026-05-31', 'WARD')).rows.map((row) => row.label)).toEqual([
      'East',
      'North',
      'South',
    ]);
    expect((await ask('2026-01-01', '2026-05-31', 'SUPPORT_TYPE')).rows.map((row) => row.label)).toContain('Garden');
  });

  it('says nothing about anybody however narrow the days are, and never a name', async () => {
    for (let day = 1; day <= 28; day += 1) {
      const date = `2026-03-${String(day).padStart(2, '0')}`;
      for (const groupBy of ['SUPPORT_TYPE', 'WARD', 'MONTH'] as const) {
        const report = await ask(date, date, groupBy);
        for (const row of report.rows) if (!row.suppressed) expect(row.people).toBeGreaterThanOrEqual(5);
        const people = new Set(facts.filter((fact) => fact.day === date).map((fact) => fact.personId)).size;
        if (people > 0 && people < 5)
          expect(report).toMatchObject({ totalSpendPence: null, totalOrders: null, totalPeople: null });
        const text = JSON.stringify(report, (_key, value: unknown) =>
          typeof value === 'bigint' ? value.toString() : value,
        );
        expect(text).not.toContain('Secret Name');
        for (const fact of facts.slice(0, 240)) expect(text).not.toContain(fact.personId);
      }
    }
  });

  it('is for the council’s own commissioner', async () => {
    const other = await ask('2026-01-01', '2026-05-31', 'SUPPORT_TYPE', commissioner(elsewhere));
    expect(other.rows).toEqual([
      { key: 'cleaning', label: 'Cleaning', spendPence: null, orders: null, people: null, suppressed: true },
    ]);
    expect(other.totalSpendPence).toBeNull();
    for (const actor of [
      commissioner(council, ['FINANCE_OFFICER']),
      commissioner(null, ['COMMISSIONER']),
      commissioner(null, ['BUDGET_HOLDER']),
      commissioner(council, ['OPERATOR']),
    ]) {
      await expect(ask('2026-01-01', '2026-05-31', 'WARD', actor)).rejects.toThrow('NOT_PERMITTED');
    }
  });

  it('asks for days that can be', async () => {
    await expect(ask('2026-05-31', '2026-01-01', 'WARD')).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { problems: [{ field: 'to' }] },
    });
    await expect(ask('soon', '2026-13-01', 'WARD')).rejects.toMatchObject({
      details: { problems: [{ field: 'from' }, { field: 'to' }] },
    });
    await expect(ask('1990-01-01', '2026-01-01', 'WARD')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await ask('2030-01-01', '2030-01-31', 'WARD')).toMatchObject({
      rows: [],
      totalSpendPence: 0n,
      totalOrders: 0,
      totalPeople: 0,
    });
  });

  it('lists words searched for in vain at least five times', async () => {
    for (const [words, times] of [
      ['hovercraft', 5],
      ['zeppelin', 4],
    ] as const) {
      for (let time = 0; time < times; time += 1)
        await owner.query('select catalogue.record_search_miss($1, $2, $3, $4)', [
          randomUUID(),
          words,
          council,
          new Date('2026-03-31T22:59:00Z'),
        ]);
    }
    expect((await ask('2026-03-01', '2026-03-31', 'MONTH')).searchesWithoutResult).toEqual([
      { value: 'hovercraft', label: 'hovercraft', count: 5 },
    ]);
    expect((await ask('2026-04-01', '2026-04-30', 'MONTH')).searchesWithoutResult).toEqual([]);
    expect((await ask('2026-03-01', '2026-03-31', 'MONTH', commissioner(elsewhere))).searchesWithoutResult).toEqual([]);
  });
});

const LAY_OUT_FACTS = `
  with fact as materialized (
    select f.*, gen_random_uuid() as budget from jsonb_to_recordset($1::jsonb) as f ("councilId" uuid, "personId" uuid, "orderId" uuid, "serviceId" uuid, day date, pence bigint, "lineId" uuid, "visitId" uuid, "deliveryId" uuid)
  ), orders as (
    insert into ordering."order" (council_id, id, kind, status, participant_ids, provider_id, service_id, placed_at, placed_by)
    select distinct on ("orderId") "councilId", "orderId", 'ONE_OFF', 'ACTIVE', array["personId"], $3::uuid, "serviceId", $2::timestamptz, "personId" from fact
  ), versions as (
    insert into ordering.order_version (council_id, order_id, version, starts_on, start_time, duration_minutes, place, cancellation_notice_hours, cancellation_percent, made_at, made_by)
    select distinct on ("orderId") "councilId", "orderId", 1, day, '10:00', 60, 'Home', 24, 0, $2::timestamptz, "personId" from fact
  ), lines as (
    insert into ordering.order_line (council_id, id, order_id, version, person_id, budget_id, variant_id, quantity, unit_price_pence, line_pence, price_kind)
    select "councilId", "lineId", "orderId", 1, "personId", budget, "serviceId", 1, pence, pence, 'FIXED' from fact
  ), visits as (
    insert into ordering.occurrence (council_id, id, order_id, line_id, person_id, budget_id, provider_id, on_date, starts_at, ends_at, quantity, unit_price_pence, amount_pence, status)
    select "councilId", "visitId", "orderId", "lineId", "personId", budget, $3::uuid, day, day + interval '10 hours', day + interval '11 hours', 1, pence, pence, 'CONFIRMED' from fact
  )
  insert into ordering.delivery (council_id, id, occurrence_id, order_id, person_id, budget_id, provider_id, on_date, place, worker_name, started_at, ended_at, quantity, amount_pence, status, recorded_at, recorded_by)
  select "councilId", "deliveryId", "visitId", "orderId", "personId", budget, $3::uuid, day, 'Home', 'Sam', day + interval '10 hours', day + interval '11 hours', 1, pence, 'CONFIRMED', $2::timestamptz, "personId" from fact`;
