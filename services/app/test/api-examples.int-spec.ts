import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '@owncourse/kernel/contract';
import { BUDGET_LIFE, type BudgetLifePort } from '@owncourse/ledger/contract';
import { WORKER, type WorkerRunner } from '@owncourse/worker/contract';
import { buildSchema, type DocumentNode, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { createApplication } from '../src/server.js';
import { id, PASSWORD } from '../src/testing/small-world.js';
import { GraphqlClient } from './graphql-client.js';
import { OPENED, openTestHouse, type TestHouse } from './test-house.js';

const DOCS = new URL('../../../docs/api/', import.meta.url);
const EXAMPLES = new URL('examples/', DOCS);
const WEEKLY_PENCE = 20_000n;

/** The small world's people under the names that the examples use. */
const PEOPLE = {
  holder: 'holder0@first.example',
  selffunder: 'selffunder@first.example',
  provider: 'provider@first.example',
  community: 'community@first.example',
  representative: 'representative@first.example',
  broker: 'broker@first.example',
  ...Object.fromEntries(
    ['finance', 'finance2', 'approver', 'commissioner', 'caremanager', 'moderator', 'operator'].map((name) => [
      name,
      `${name}@first.example`,
    ]),
  ),
};

const read = (name: string): string => readFileSync(new URL(name, EXAMPLES), 'utf8');
const documents = new Map<string, DocumentNode>(
  readdirSync(EXAMPLES)
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => [name.replace('.graphql', ''), parse(read(name))]),
);

function operationsOf(schema: GraphQLSchema): string[] {
  return [schema.getQueryType(), schema.getMutationType()].flatMap((type) => Object.keys(type?.getFields() ?? {}));
}

describe('the examples of the API', () => {
  const schema = buildSchema(readFileSync(new URL('schema.graphql', DOCS), 'utf8'));

  it('are there for each operation, each with its page, and for nothing else', () => {
    const pages = readdirSync(EXAMPLES).filter((name) => name.endsWith('.md'));
    expect([...documents.keys()].sort()).toEqual(operationsOf(schema).sort());
    expect(pages.map((name) => name.replace('.md', '')).sort()).toEqual(operationsOf(schema).sort());
  });

  it.each([...documents])('%s is one valid operation of its own name', (name, document) => {
    expect(validate(schema, document)).toEqual([]);
    const [operation, ...others] = document.definitions;
    expect(others).toEqual([]);
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('Not an operation.');
    expect(operation.name?.value.toLowerCase()).toBe(name.toLowerCase());
    expect(operation.selectionSet.selections).toMatchObject([{ name: { value: name } }]);
  });
});

describe('the story that the examples tell', () => {
  let house: TestHouse;
  let worker: WorkerRunner;

  beforeAll(async () => {
    house = await openTestHouse({ holders: 2, weeklyPence: WEEKLY_PENCE });
    await foundCommunityGroup(house);
    await lowerApprovalLimit(house);
    await proposeReclaims(house);
    await sayWhatPeoplePay(house);
    await openHeldBudget(house);
    await letBrokerOrderForSecond(house);
    worker = house.application.get<WorkerRunner>(WORKER, { strict: false });
    await worker.start();
  });

  afterAll(async () => {
    await worker.stop();
    await house.close();
  });

  it('runs from its first page to its last, each with the answer that its page shows', async () => {
    const said = await runExamples(house.origin);
    expect(said.filter((line) => !line.startsWith('✓'))).toEqual([]);
    expect(said.map((line) => line.split(' ')[1]).sort()).toEqual([...documents.keys()].sort());
  });

  it.each(['decideOrder', 'releasePaymentRun', 'replyToRating', 'settleDispute'])(
    '%s also runs alone',
    async (name) => {
      expect(await runExamples(house.origin, name)).toEqual([expect.stringMatching(`^✓ ${name} `)]);
    },
  );
});

describe('outside demo mode', () => {
  let house: TestHouse;
  let origin: string;
  let production: Awaited<ReturnType<typeof createApplication>>;

  beforeAll(async () => {
    house = await openTestHouse({ holders: 1, weeklyPence: WEEKLY_PENCE });
    production = await createApplication({ appUrl: house.database.appUrl, demo: false, storefront: false });
    await production.listen(0, '127.0.0.1');
    origin = await production.getUrl();
  });

  afterAll(async () => {
    await production.close();
    await house.close();
  });

  it('answers the operations of the examples', async () => {
    const client = new GraphqlClient(origin);
    const signedIn = await client.ask<{ __typename: string }>('signIn', read('signIn.graphql'), {
      email: PEOPLE.holder,
      password: PASSWORD,
    });
    expect(signedIn.__typename).toBe('SignedIn');
    expect(await client.ask('me', read('me.graphql'))).toMatchObject({ email: PEOPLE.holder });
    expect(await client.ask('me', read('me.graphql').replaceAll(/\s+/g, ' '))).toMatchObject({ email: PEOPLE.holder });
  });

  it.each([
    ['another operation', '{ me { email } }'],
    ['a listed one with one more field', read('councils.graphql').replace('name', 'name again: name')],
    ['a listed one beside another', `${read('councils.graphql')} query Me { me { email } }`],
  ])('refuses %s', async (_what, query) => {
    const reply = await new GraphqlClient(origin).send(query);
    expect(reply.data ?? null).toBeNull();
    expect(reply.errors).toHaveLength(1);
  });

  it('says nothing of its schema', async () => {
    const reply = await new GraphqlClient(origin).send('{ __schema { types { name } } }');
    expect(reply.data ?? null).toBeNull();
    expect(JSON.stringify(reply)).not.toContain('PlaceOrderInput');
  });
});

/** Runs the examples as a reader does. @returns a line for each */
async function runExamples(origin: string, ...names: string[]): Promise<string[]> {
  const env = {
    ...process.env,
    OWNCOURSE_URL: origin,
    OWNCOURSE_CLOCK: OPENED.toISOString(),
    OWNCOURSE_PEOPLE: JSON.stringify(PEOPLE),
    OWNCOURSE_PASSWORD: PASSWORD,
  };
  const done = promisify(execFile)(process.execPath, [fileURLToPath(new URL('try.mjs', DOCS)), ...names], { env });
  const { stdout } = await done.catch((error: unknown) => error as { stdout: string });
  return stdout.trim().split('\n');
}

async function foundCommunityGroup({ world }: TestHouse): Promise<void> {
  const operator = await world.actor('operator');
  await world.identity.createOrganisations(operator, [{ id: id('group'), kind: 'COMMUNITY', name: 'Walking Friends' }]);
  const passwordHash = await world.identity.hashPassword(PASSWORD);
  const walker = { id: id('walker'), name: 'Wim Walker', email: PEOPLE.community, passwordHash };
  await world.identity.registerPeople(operator, [
    { ...walker, roles: [{ role: 'COMMUNITY_GROUP', organisationId: id('group') }] },
  ]);
}

/** To what the demo's council has. */
async function lowerApprovalLimit({ world }: TestHouse): Promise<void> {
  const rule = { key: 'approvalLimitPence', value: 150_000, from: world.today } as const;
  await world.identity.setPolicy(await world.actor('finance-first'), world.councilId, [rule]);
}

/** As the nightly job does, of all that came in so far. */
async function proposeReclaims({ world, application }: TestHouse): Promise<void> {
  const rule = { key: 'reserveWeeks', value: 0, from: world.today } as const;
  await world.identity.setPolicy(await world.actor('finance-first'), world.councilId, [rule]);
  await application.get<BudgetLifePort>(BUDGET_LIFE, { strict: false }).proposeReclaims();
}

/** Enough of the council's policy to work out a contribution. */
async function sayWhatPeoplePay({ world }: TestHouse): Promise<void> {
  const from = world.today;
  await world.identity.setPolicy(await world.actor('finance-first'), world.councilId, [
    { key: 'percentOfDisposableIncome', value: 90, from },
    { key: 'capitalLimit', value: { kind: 'none' }, from },
    { key: 'weeklyCap', value: { kind: 'cap', pence: 31_500 }, from },
    { key: 'chargesHomecare', value: true, from },
    { key: 'netOrGross', value: 'net', from },
  ]);
}

/** A daughter holds her mother's money, and has two returns to send. */
async function openHeldBudget({ world }: TestHouse): Promise<void> {
  const [operator, finance] = [await world.actor('operator'), await world.actor('finance-first')];
  const passwordHash = await world.identity.hashPassword(PASSWORD);
  const startsOn = addDays(world.today, -200);
  await world.identity.registerPeople(operator, [
    { id: id('mother'), name: 'Mo Mother', roles: [{ role: 'BUDGET_HOLDER' }] },
    {
      id: id('daughter'),
      name: 'Dot Daughter',
      email: PEOPLE.representative,
      passwordHash,
      roles: [{ role: 'REPRESENTATIVE' }],
    },
  ]);
  const client = { wardId: world.wardId, careGroup: 'older-people', ageBand: '85+', startsOn, endsBefore: null };
  await world.identity.addClients(finance, world.councilId, [
    { ...client, personId: id('mother'), careManagerId: id('caremanager-first') },
  ]);
  await world.identity.grantMandateWithEvidence(finance, world.councilId, {
    personId: id('mother'),
    actorPersonId: id('daughter'),
    type: 'NOMINEE',
    scopes: ['VIEW', 'PAY'],
    startsOn: world.today,
    evidence: 'The signed form was seen.',
  });
  await world.ledger.openBudget(finance, {
    budgetId: id('held-budget'),
    councilId: world.councilId,
    personId: id('mother'),
    startsOn,
    endsBefore: null,
    weeklyPence: WEEKLY_PENCE,
    paymentIntervalWeeks: 4,
    route: 'REPRESENTATIVE',
    payerId: id('daughter'),
    fundingSources: [{ kind: 'SOCIAL_CARE', weight: 1 }],
    contributionPence: 1000n,
    netting: 'NET',
  });
  await world.ledger.postDueInstalments();
}

/** Ordering together needs somebody else to order with. */
async function letBrokerOrderForSecond({ world }: TestHouse): Promise<void> {
  await world.identity.grantMandateWithEvidence(await world.actor('finance-first'), world.councilId, {
    personId: id('holder', 1),
    actorOrganisationId: id('brokerage'),
    type: 'BROKER',
    scopes: ['VIEW', 'ORDER'],
    startsOn: world.today,
    evidence: 'The signed form was seen.',
  });
}
