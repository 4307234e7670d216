import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, addDays, type Pence, type Refusal } from '@owncourse/kernel/contract';
import { until } from '@owncourse/kernel/testing';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import { numbers, type PricedPerson, type PricedVariant, PricedWorld } from './fixtures/priced-world.js';
import type { GraphqlClient } from './graphql-client.js';

const SEED = 20_260_326;
const ORDERS_EACH = 40;
const ORDERERS = 7;
const NOON = 'T12:00:00Z';
const ALIASES = 25;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

const SEARCH = `query ($after: String) { services(search: { sort: PRICE_LOW_TO_HIGH }, first: 100, after: $after) {
  edges { cursor node { ... on Service { id fromPrice { unitPricePence } variants { id price { unitPricePence kind orderable } } } } }
  pageInfo { hasNextPage endCursor } } }`;
interface Found {
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: {
      readonly id: string;
      readonly fromPrice: { readonly unitPricePence: number };
      readonly variants: readonly {
        readonly id: string;
        readonly price: { readonly unitPricePence: number; readonly kind: string; readonly orderable: boolean };
      }[];
    };
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const PAGE = `query ($id: ID!, $person: ID, $quote: QuoteInput!) {
  service(id: $id) { variants { price(forPersonId: $person) { unitPricePence } } }
  quote(input: $quote) { __typename ... on Quote { price { unitPricePence } } ... on NotAllowed { reason } ... on InvalidInput { problems { field message } } } }`;

interface Case {
  readonly person: PricedPerson;
  readonly number: number;
  readonly variant: PricedVariant;
  readonly day: string;
  readonly pence: Pence;
}

let priced: PricedWorld;
/** Who answers for a provider. */
const staffOf = new Map<string, Actor>();
let superuser: pg.Client;
/** What the first visit of an order came to, in pence. */
const amountOf = new Map<string, string>();

/** Every case that a channel says otherwise about; the first few are enough to look at. */
class Differences {
  compared = 0;
  readonly found: unknown[] = [];

  compare(where: string, said: number | bigint | undefined, told: bigint, about: Record<string, unknown>): void {
    this.compared += 1;
    if ((said === undefined ? null : BigInt(said)) !== told && this.found.length < 5)
      this.found.push({ where, said: `${said}`, told: `${told}`, ...about });
  }
}

beforeAll(async () => {
  priced = await PricedWorld.open(SEED);
  superuser = new pg.Client({ connectionString: priced.lively.house.database.superuserUrl });
  await superuser.connect();
  for (const number of [0, 1, 2, 3, 4, 5])
    staffOf.set(priced.providerId(number), await priced.lively.world.actor('priced-staff', number));
});

afterAll(async () => {
  expect(await verifyLedger(priced.lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0 });
  await superuser.end();
  await priced.lively.house.close();
});

async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await superuser.query<Row>(text, values)).rows;
}

async function searchAll(client: GraphqlClient, visit: (edge: Found['edges'][number]) => void): Promise<void> {
  for (let after: string | null = null; ;) {
    const found: Found = await client.ask('services', SEARCH, { after });
    found.edges.forEach(visit);
    if (!found.pageInfo.hasNextPage) return;
    after = found.pageInfo.endCursor;
  }
}

const reasonOf = ({ code, details }: Refusal): string => `${code} ${(details['reasons'] as string[])[0] ?? ''}`;

const sortKeyOf = (cursor: string): number =>
  Number((JSON.parse(Buffer.from(cursor, 'base64url').toString()) as string[])[0]);

/** Random cases that can be ordered at once, some for each of those who order. */
function casesToOrder(): Case[] {
  const number = numbers(SEED + 1);
  return priced.people.slice(0, ORDERERS).flatMap((person, holder) => {
    const cases: Case[] = [];
    while (cases.length < ORDERS_EACH) {
      const variant = priced.variants[number(priced.variants.length)]!;
      const day = priced.days[number(priced.days.length)] ?? '';
      const { orderable, pence } = priced.told(person, variant, day);
      if (orderable) cases.push({ person, number: holder, variant, day, pence: pence });
    }
    return cases;
  });
}

describe('one price rule', () => {
  const ordered = { person: [] as string[], broker: [] as string[], standing: [] as string[] };
  let cases: Case[];

  it('in 280 orders by people, 280 by a broker and 280 standing orders (their first visits)', async () => {
    const { lively } = priced;
    cases = casesToOrder();
    const differences = new Differences();
    const broker = await lively.world.actor('broker');
    const people = await Promise.all(priced.people.map((_, number) => lively.world.actor('holder', number % ORDERERS)));
    const place = async (actor: Actor, one: Case, key: string, startTime: string, weekly: boolean): Promise<string> => {
      const when = weekly
        ? {
            standing: {
              startsOn: one.day,
              endsOn: addDays(one.day, 7),
              weekdays: [WEEKDAYS[new Date(`${one.day}${NOON}`).getUTCDay()] ?? 'SU'],
            },
          }
        : { oneOff: { date: one.day } };
      const placed = await lively.ordering.placeOrder(actor, {
        idempotencyKey: key,
        personId: one.person.personId,
        variantId: one.variant.id,
        quantity: '1',
        startTime,
        place: 'At home',
        shownUnitPricePence: one.pence,
        ...when,
      });
      return placed.orderId;
    };
    for (const [index, one] of cases.entries()) {
      const self = people[one.number]!;
      ordered.person.push(await place(self, one, `priced-person-${index}`, '09:00', false));
      ordered.broker.push(await place(broker, one, `priced-broker-${index}`, '11:00', false));
      ordered.standing.push(await place(self, one, `priced-standing-${index}`, '13:00', true));
    }
    const all = [...ordered.person, ...ordered.broker, ...ordered.standing];
    for (const [index, orderId] of all.entries()) {
      const staff = staffOf.get(cases[index % cases.length]!.variant.providerId)!;
      await lively.ordering.acceptOrder(staff, { orderId, idempotencyKey: `accept-${orderId}` });
    }
    const visits = await query<{ order_id: string; unit: string; amount: string; multiplier: string; line: string }>(
      `select distinct on (o.order_id) o.order_id, o.unit_price_pence::text as unit, o.amount_pence::text as amount, o.multiplier::text, l.unit_price_pence::text as line
       from ordering.occurrence o join ordering.order_line l on l.id = o.line_id where o.order_id = any ($1) order by o.order_id, o.on_date`,
      [all],
    );
    const byOrder = new Map(visits.map((visit) => [visit.order_id, visit]));
    for (const [channel, orders] of Object.entries(ordered))
      for (const [index, orderId] of orders.entries()) {
        const one = cases[index]!;
        const visit = byOrder.get(orderId);
        differences.compare(`${channel} order`, BigInt(visit?.line ?? -1), one.pence, { ...one, orderId });
        differences.compare(`${channel} visit`, BigInt(visit?.unit ?? -1), one.pence, { ...one, orderId });
        amountOf.set(orderId, visit?.amount ?? '');
      }
    expect(differences.found).toEqual([]);
    expect(ordered.person).toHaveLength(280);
    expect(differences.compared).toBe(6 * 280);
  });

  it('and by no other way in 140 prices above a cap and 140 to be quoted: nobody orders them as they are, and nothing is kept', async () => {
    const { lively } = priced;
    const number = numbers(SEED + 2);
    const counts = async (): Promise<unknown> =>
      query(
        'select (select count(*)::int from ordering."order") as orders, (select count(*)::int from ordering.occurrence) as visits, (select count(*)::int from ledger.transfer) as transfers',
      );
    const before = await counts();
    const refusals = new Map<string, number>();
    for (const [holder, person] of priced.people.slice(0, ORDERERS).entries()) {
      const self = await lively.world.actor('holder', holder);
      const left = { ABOVE_CAP: 20, QUOTE_FIRST: 20 };
      while (left.ABOVE_CAP + left.QUOTE_FIRST > 0) {
        const variant = priced.variants[number(priced.variants.length)]!;
        const day = priced.days[number(priced.days.length)] ?? '';
        const { orderable, pence, reasons } = priced.told(person, variant, day);
        const reason = reasons[0] as keyof typeof left;
        if (orderable || !(left[reason] > 0)) continue;
        left[reason] -= 1;
        const sent = lively.ordering.placeOrder(self, {
          idempotencyKey: `priced-refused-${holder}-${left.ABOVE_CAP}-${left.QUOTE_FIRST}`,
          personId: person.personId,
          variantId: variant.id,
          quantity: '1',
          startTime: '15:00',
          place: 'At home',
          shownUnitPricePence: pence,
          oneOff: { date: day },
        });
        const refused = await sent.then(
          () => 'placed',
          (error: unknown) => reasonOf(error as Refusal),
        );
        refusals.set(refused, (refusals.get(refused) ?? 0) + 1);
      }
    }
    expect(Object.fromEntries(refusals)).toEqual({ 'NOT_ORDERABLE ABOVE_CAP': 140, 'NOT_ORDERABLE QUOTE_FIRST': 140 });
    expect(await counts()).toEqual(before);
  });

  it('on 100,800 random cases of person, service and day: search, its order, service page, basket and what orders are priced by', async () => {
    const { lively, people, variants, days } = priced;
    const byId = new Map(variants.map((variant) => [variant.serviceId, variant]));
    const differences = new Differences();
    const quotes = new Differences();
    // What the order screens show, day by day.
    for (const person of people) {
      const client = await lively.signInAs(person.email);
      for (let from = 0; from < variants.length; from += ALIASES) {
        const some = variants.slice(from, from + ALIASES);
        const asked = some.map(
          (variant, index) =>
            `q${index}: dayQuotes(input: { variantId: "${variant.id}", personId: "${person.personId}", quantity: "1", days: $days }) { ... on DayQuotes { days { day unitPricePence linePence orderable } } }`,
        );
        const reply = await client.send(`query ($days: [Date!]!) { ${asked.join('\n')} }`, { days });
        for (const [index, variant] of some.entries()) {
          const said = reply.data?.[`q${index}`] as { days: { day: string; unitPricePence: number }[] } | undefined;
          const onDay = new Map(said?.days.map((one) => [one.day, one.unitPricePence]));
          for (const day of days)
            quotes.compare('basket', onDay.get(day), priced.told(person, variant, day).pence, {
              person: person.email,
              variant: variant.id,
              day,
            });
        }
      }
    }
    // What orders, amendments and standing orders are priced by, many at once.
    const planned = new Differences();
    for (const person of people) {
      const rows = await query<{ variant_id: string; day: string; pence: string }>(
        `select variant_id, day::text, unit_price_pence::text as pence
         from ordering.plan_prices($1, array_fill($2::uuid, array[$5::int]), $3::uuid[], $4::date[])`,
        [
          person.councilId,
          person.budgetId,
          variants.flatMap((variant) => days.map(() => variant.id)),
          variants.flatMap(() => days),
          variants.length * days.length,
        ],
      );
      const variantOf = new Map(variants.map((variant) => [variant.id, variant]));
      for (const { variant_id: variantId, day, pence } of rows) {
        const variant = variantOf.get(variantId)!;
        planned.compare('order', BigInt(pence), priced.told(person, variant, day).pence, { person: person.email, day });
      }
    }
    // Searches and pages are of their day.
    for (const [index, day] of days.entries()) {
      lively.clock.moveTo(new Date(`${day}${NOON}`));
      // A session does not last from one day to the next.
      const clients = await Promise.all(people.map((person) => lively.signInAs(person.email)));
      for (const [number, person] of people.entries()) {
        const client = clients[number]!;
        await searchAll(client, ({ cursor, node }) => {
          const variant = byId.get(node.id);
          if (!variant) return;
          const { pence } = priced.told(person, variant, day);
          const about = { person: person.email, variant: variant.id, day };
          differences.compare('search', node.fromPrice.unitPricePence, pence, about);
          differences.compare('order of the search', sortKeyOf(cursor), pence, about);
          differences.compare('page', node.variants[0]?.price.unitPricePence, pence, about);
        });
        // A page by itself, and the quote of the order form, one of each a day.
        const variant = variants[(index * people.length + number) % variants.length]!;
        const reply = await client.send(PAGE, {
          id: variant.serviceId,
          person: person.personId,
          quote: { variantId: variant.id, personId: person.personId, quantity: '1', onDate: day },
        });
        const { pence } = priced.told(person, variant, day);
        expect(reply.data).toEqual({
          service: { variants: [{ price: { unitPricePence: Number(pence) } }] },
          quote: { __typename: 'Quote', price: { unitPricePence: Number(pence) } },
        });
      }
    }
    expect([...differences.found, ...quotes.found, ...planned.found]).toEqual([]);
    expect([differences.compared, quotes.compared, planned.compared]).toEqual([3 * 100_800, 100_800, 100_800]);
  });

  it('in the 840 lines that those visits are invoiced on', async () => {
    const { lively, days } = priced;
    const today = addDays(days.at(-1) ?? '', 1);
    lively.clock.moveTo(new Date(`${today}${NOON}`));
    await lively.world.ledger.postDueInstalments();
    await lively.ordering.enterHoldWindow();
    const wanted = new Set(amountOf.keys());
    for (const [providerId, staff] of staffOf) {
      const visits = (await lively.ordering.visitsToDeliver(staff, today)).filter(({ orderId }) => wanted.has(orderId));
      const first = new Map(visits.toReversed().map((visit) => [visit.orderId, visit]));
      const notes = [...first.values()].map((visit) => ({
        occurrenceId: visit.occurrenceId,
        idempotencyKey: `note-${visit.occurrenceId}`,
        workerName: 'Wil Worker',
        place: 'At home',
        startedAt: visit.startsAt.toISOString(),
        endedAt: visit.endsAt.toISOString(),
        quantity: '1',
      }));
      for (let from = 0; from < notes.length; from += 50)
        await lively.ordering.recordDeliveries(staff, notes.slice(from, from + 50), `notes-${providerId}-${from}`);
    }
    for (const [number, person] of priced.people.slice(0, ORDERERS).entries()) {
      const holder = await lively.world.actor('holder', number);
      const open = (await lively.ordering.visitsToConfirm(holder, person.personId)).flatMap(
        ({ deliveryId }) => deliveryId ?? [],
      );
      for (let from = 0; from < open.length; from += 50)
        await lively.ordering.confirmDeliveries(holder, open.slice(from, from + 50), `confirm-${number}-${from}`);
    }
    const LINES = `select l.order_id, l.unit_price_pence::text as unit, l.line_pence::text as line, l.match_problems from invoicing.invoice_line l`;
    const lines = await until('Not every visit is on an invoice.', async () => {
      await lively.worker.readOutbox();
      const made = await query<{ order_id: string; unit: string; line: string; match_problems: string[] }>(LINES);
      return made.length >= wanted.size && made;
    });
    const lineOf = new Map(lines.map((line) => [line.order_id, line]));
    const differences = new Differences();
    for (const orders of Object.values(ordered))
      for (const [index, orderId] of orders.entries()) {
        const one = cases[index]!;
        const line = lineOf.get(orderId);
        differences.compare('invoice', BigInt(line?.unit ?? -1), one.pence, { orderId });
        differences.compare('line', BigInt(line?.line ?? -1), BigInt(amountOf.get(orderId) ?? -2), { orderId });
        expect(line?.match_problems).toEqual([]);
      }
    expect(differences.found).toEqual([]);
    expect([lines.length, differences.compared]).toEqual([840, 2 * 840]);
  });
});
