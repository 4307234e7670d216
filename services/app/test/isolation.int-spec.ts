import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, Database, shortReference, statement } from '@owncourse/kernel/contract';
import { BUDGET_LIFE, type BudgetLifePort } from '@owncourse/ledger/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import { SHARED_ORDERS, type SharedOrdersPort } from '@owncourse/ordering/contract';
import { AGREED_PENCE, id, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, secretsOf, TODAY } from './fixtures/lively-world.js';
import {
  ABOVE_CAP_FROM,
  aboveCap,
  type Args,
  CASES,
  decided,
  holder,
  type Ids,
  key,
  together,
} from './fixtures/operation-cases/index.js';
import { takeCall } from './fixtures/telephone-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import { productSchema, rootFields, wholeOperation } from './fixtures/whole-operation.js';
import { GraphqlClient } from './graphql-client.js';

/** Who has no business with holder 0's affairs, and the id each asks about as their own. */
const STRANGERS: readonly (readonly [email: string | null, self: string])[] = [
  ['finance@second.example', id('finance-second')],
  ['approver@second.example', id('approver-second')],
  ['commissioner@second.example', id('commissioner-second')],
  ['commissioner@first.example', id('commissioner-first')],
  ['caremanager@second.example', id('caremanager-second')],
  ['moderator@second.example', id('moderator-second')],
  ['holder@second.example', id('other-holder')],
  ['holder1@first.example', id('holder', 1)],
  ['other-provider@first.example', id('provider-staff', 2)],
  ['far-broker@second.example', id('broker', 1)],
  ['selffunder@first.example', id('self-funder')],
  ['other-group@second.example', id('group', 1)],
  ['operator@first.example', id('operator')],
  [null, randomUUID()],
];

/** Has a budget of their own in another council, and nothing to do with anybody here. */
const STRANGER = 'holder@second.example';
/** Ways that nobody has anything for in this world, with the case's other way beside them that somebody has. */
const MAY_BE_EMPTY: ReadonlySet<string> = new Set(['letters 1', 'coverOptions 0']);

const schema = productSchema();
let lively: LivelyWorld;
let database: WholeDatabase;
let ids: Ids;
let secrets: readonly string[];
const clients = new Map<string | null, GraphqlClient>();

beforeAll(async () => {
  lively = await LivelyWorld.open(3);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  const life = await lively.live(0);
  const finance = await lively.world.actor('finance-first');
  const another = await lively.invoiced(0, 'in-a-run');
  await lively.invoicing.approveInvoices(finance, {
    invoiceIds: [another.invoiceId],
    idempotencyKey: 'approve-for-the-run',
  });
  const run = await lively.invoicing.preparePaymentRun(finance, { idempotencyKey: 'prepare-for-the-run' });
  await lively.hear();
  const told = await (
    await lively.signInAs(holder)
  ).ask<{ edges: { node: { id: string } }[] }>('messages', 'query { messages { edges { node { id } } } }');
  const message = told.edges[0]?.node.id ?? '';
  await lively.world.identity.setPolicy(finance, lively.world.councilId, [
    { key: 'reserveWeeks', value: 0, from: TODAY },
    { key: 'reclaimNoticeDays', value: 0, from: TODAY },
  ]);
  await lively.house.application.get<BudgetLifePort>(BUDGET_LIFE).proposeReclaims();
  const proposed = await database.superuser.query<{ id: string }>(
    'select id from ledger.reclaim where budget_id = $1',
    [life.budget],
  );
  await lively.house.application.get<BudgetLifePort>(BUDGET_LIFE).addYearlySum(finance, {
    ...decided,
    budgetId: life.budget,
    idempotencyKey: 'yearly-for-isolation',
    firstOn: '2026-07-01',
    amountPence: 100n,
  });
  const yearly = await database.superuser.query<{ id: string }>(
    'select id from ledger.yearly_sum where budget_id = $1',
    [life.budget],
  );
  const shared = await lively.house.application
    .get<SharedOrdersPort>(SHARED_ORDERS)
    .propose(await lively.world.actor('holder', 0), {
      ...together,
      idempotencyKey: 'shared-for-isolation',
      place: secretsOf(0).place,
      note: secretsOf(0).note,
      people: [{ personId: life.person, shownUnitPricePence: AGREED_PENCE }, { email: 'holder2@first.example' }],
    });
  const joint = await lively.jointly(0);
  const away = await lively.ordering.enterInterruption(await lively.world.actor('holder', 0), {
    personId: life.person,
    kind: 'HOSPITAL',
    fromOn: '2026-04-01',
    agreedFeePence: 0n,
    idempotencyKey: 'away-for-isolation',
  });
  const trial = await lively.trial(0);
  const [leftVisit, cover] = await askForCover(life.person);
  const ownMoney = await orderAboveCap();
  const call = await takeCall(lively, 0, 'isolation');
  await lively.ordering.placeOrder(await lively.world.actor('broker'), {
    idempotencyKey: 'acted-for-isolation',
    personId: life.person,
    variantId: lively.world.variantId,
    quantity: '0.5',
    startTime: '18:00',
    oneOff: { date: addDays(TODAY, 2) },
    place: secretsOf(0).place,
    shownUnitPricePence: AGREED_PENCE,
  });
  await lively.ordering.alertUnstarted();
  await lively.house.application
    .get(Database)
    .call(statement('test.insert-letter', 'select ordering.insert_letter($1, $2, $3, $4, null, $5, true, $6)'), [
      lively.world.councilId,
      randomUUID(),
      life.person,
      randomUUID(),
      { title: 'News', lines: [], facts: [] },
      NOW,
    ]);
  const [dispute] = (
    await database.superuser.query<{ id: string }>('select id from ordering.dispute where delivery_id = $1', [
      life.disputedDelivery,
    ])
  ).rows;
  const [payingEntry] = (
    await database.superuser.query<{ id: string }>(
      `insert into invoicing.paying_account_entry (council_id, id, from_on, service_user_number, account_name, account_ending, status, entered_by, entered_at)
       values ($1, gen_random_uuid(), '2030-01-01', '123456', 'First', '7491', 'WAITING', gen_random_uuid(), $2) returning id`,
      [lively.world.councilId, NOW],
    )
  ).rows;
  ids = {
    ...life,
    run,
    payingEntry: payingEntry?.id ?? '',
    creditNote: await lively.creditNote(0, life.paidOrder),
    bankDetails:
      (await database.superuser.query<{ id: string }>('select id from invoicing.bank_details')).rows[0]?.id ?? '',
    bankCheck:
      (await database.superuser.query<{ id: string }>('select id from invoicing.bank_check')).rows[0]?.id ?? '',
    away,
    dispute: dispute?.id ?? '',
    trial,
    message,
    reclaim: proposed.rows[0]?.id ?? '',
    yearlySum: yearly.rows[0]?.id ?? '',
    shared,
    joint,
    leftVisit,
    cover,
    call,
    self: life.person,
  };
  const orders = [life.paidOrder, life.acceptedOrder, life.newOrder, life.waitingOrder];
  secrets = [
    ...Object.values(secretsOf(0)),
    ...Object.values(life),
    run,
    shared,
    joint,
    ids.reclaim,
    ids.creditNote,
    call,
    ownMoney,
    ...orders.map(shortReference),
  ];
  for (const [email] of STRANGERS)
    clients.set(email, email === null ? new GraphqlClient(lively.house.origin) : await lively.signInAs(email));
});

afterAll(async () => {
  await database.close();
  await lively.house.close();
});

/** Holder 0 pays a part of a visit in summer with their own money. @returns the order's id */
async function orderAboveCap(): Promise<string> {
  await lively.rates.publishRateCard(await lively.world.actor('finance-first'), {
    councilId: lively.world.councilId,
    providerId: lively.world.providerId,
    version: 2,
    validFrom: ABOVE_CAP_FROM,
    validBefore: null,
    bankHolidayMultiplier: '1',
    cancellationNoticeHours: 24,
    cancellationPercent: '50',
    items: [{ ...aboveCap, unit: 'HOUR', kind: 'CAPPED', unitPricePence: AGREED_PENCE }],
  });
  return lively.order(0, 'above-the-cap', {
    ...aboveCap,
    quantity: '1',
    oneOff: { date: ABOVE_CAP_FROM },
    shownUnitPricePence: AGREED_PENCE,
    agreedOwnMoneyPence: PUBLIC_PENCE - AGREED_PENCE,
  });
}

/** The provider cancels a visit of holder 0, who asks the other provider. @returns the visit's and the request's ids */
async function askForCover(person: string): Promise<[string, string]> {
  const orderId = await lively.order(0, 'left-order', { oneOff: { date: addDays(TODAY, 2) } });
  await lively.accept(orderId);
  const { rows } = await database.superuser.query<{ id: string }>(
    'select id from ordering.occurrence where order_id = $1',
    [orderId],
  );
  const occurrenceId = rows[0]?.id ?? '';
  await lively.ordering.cancelAsProvider(await lively.world.actor('provider-staff', 1), {
    orderId,
    idempotencyKey: 'left-for-isolation',
    reason: secretsOf(0).reason,
  });
  const cover = await lively.ordering.askForCover(await lively.world.identity.actorFor(person), {
    occurrenceId,
    variantIds: [id('variant', 2)],
    idempotencyKey: 'cover-for-isolation',
  });
  return [occurrenceId, cover];
}

function kindOf(name: string): 'query' | 'mutation' {
  return name in rootFields(schema, 'query') ? 'query' : 'mutation';
}

/** The whole answer, byte for byte. */
async function ask(client: GraphqlClient, name: string, args: Args): Promise<string> {
  // A key of its own for each try, so that none of them is the repeat of another.
  const fresh = JSON.parse(JSON.stringify(args).replaceAll(key.idempotencyKey, randomUUID())) as Args;
  const { forPersonId, ...rest } = fresh;
  const searched = rest['search'] as { forPersonId?: string } | undefined;
  const person = forPersonId ?? searched?.forPersonId;
  const operation = wholeOperation(schema, kindOf(name), name, Object.keys(rest), {
    forPerson: person !== undefined,
    depth: 3,
  });
  const reply = await client.send(operation, {
    ...rest,
    ...(operation.includes('$forPersonId') ? { forPersonId: person } : {}),
  });
  return JSON.stringify(reply);
}

function missing(self: string): Ids {
  return { ...(Object.fromEntries(Object.keys(ids).map((name) => [name, randomUUID()])) as unknown as Ids), self };
}

describe('what belongs to one council, person or provider', () => {
  const fields = [...Object.keys(rootFields(schema, 'query')), ...Object.keys(rootFields(schema, 'mutation'))];

  it('has a case for every field of the schema, and no other', () => {
    expect(fields.filter((name) => !(name in CASES))).toEqual([]);
    expect(Object.keys(CASES).filter((name) => !fields.includes(name))).toEqual([]);
  });

  const cases = Object.entries(CASES).flatMap(([name, one]) => ('asked' in one ? [[name, one] as const] : []));
  const shownBy = Object.entries(CASES).flatMap(([name, one]) => {
    const shown = 'asked' in one ? one.rightfulShownBy : one;
    return shown ? [[name, ...shown] as const] : [];
  });

  it.each(shownBy)('%s: shown by a test that is there, in %s: %s', (_name, file, title) => {
    const spec = readFileSync(new URL(file, import.meta.url), 'utf8');
    expect([`'${title}'`, `"${title}"`].some((quoted) => spec.includes(quoted))).toBe(true);
  });

  it('says of each question about somebody’s affairs whose right it is to have it answered', () => {
    const vacuous = cases.filter(([, { rightful, rightfulShownBy, asked, ownTrace }]) => {
      const namesNothing = asked(ids).every((args) => Object.keys(args).length === 0);
      return !rightful && !rightfulShownBy && !namesNothing && !ownTrace;
    });
    expect(vacuous.map(([name]) => name)).toEqual([]);
  });

  it.each(cases)(
    '%s: nothing for strangers, and no trace',
    async (name, { asked, ownTrace = [], alwaysNew = /(?!)/, except = [] }) => {
      const before = await database.digest();
      for (const [email, self] of STRANGERS.filter(([one]) => one === null || !except.includes(one))) {
        const client = clients.get(email);
        if (!client) throw new Error(`Nobody signed in as ${email ?? 'nobody'}.`);
        const nothing = asked(missing(self));
        for (const [way, args] of asked({ ...ids, self }).entries()) {
          const answer = await ask(client, name, args);
          const asking = (text: string): string =>
            `${email ?? 'anonymous'} asked ${name}: ${text.replace(alwaysNew, '')}`;
          const told = asking(answer);
          expect(told).not.toContain('INTERNAL_SERVER_ERROR');
          expect(told).not.toContain('GRAPHQL_VALIDATION_FAILED');
          expect(told).not.toContain('BAD_USER_INPUT');
          expect(asking(await ask(client, name, nothing[way] ?? {}))).toBe(told);
          expect(secrets.filter((secret) => answer.includes(secret))).toEqual([]);
          // A holder of the same council may see its prices.
          if (email !== 'holder1@first.example') expect(answer).not.toContain(`:${AGREED_PENCE}`);
        }
      }
      const after = await database.digest();
      const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
      expect(changed.filter((table) => !ownTrace.includes(table))).toEqual([]);
    },
  );

  it('the books are right afterwards', async () => {
    expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({
      sumPence: 0,
      breaches: 0,
      first: null,
    });
  });

  // Questions first: what is done afterwards ends what they ask about.
  const rightful = cases
    .flatMap(([name, one]) => (one.rightful ? [[name, one.rightful, one] as const] : []))
    .sort(([one], [other]) => kindOf(other).localeCompare(kindOf(one)));

  it.each(rightful)('%s: another answer for %s, whose right it is', async (name, email, { asked }) => {
    const client = clients.get(email) ?? (await lively.signInAs(email));
    clients.set(email, client);
    const self = email === holder ? ids.person : randomUUID();
    const nothing = asked(missing(self));
    for (const [way, args] of asked({ ...ids, self }).entries()) {
      const asks = (ways: readonly Args[]): string => JSON.stringify(ways[way]);
      // Where the question names nothing, a stranger asks the same.
      const named = asks(nothing) !== asks(asked({ ...ids, self }));
      const other = named ? client : clients.get(STRANGER);
      if (!other) throw new Error('The stranger has not signed in.');
      const answers = [await ask(client, name, args), await ask(other, name, named ? (nothing[way] ?? {}) : args)];
      if (MAY_BE_EMPTY.has(`${name} ${way}`)) continue;
      expect(answers[0]).not.toBe(answers[1]);
    }
  });
});
