import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { id, PASSWORD } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, type Life, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import { GraphqlClient } from './graphql-client.js';

const SIGN_IN = `mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) {
  __typename ... on SignedIn { viewer { email person { name } } } ... on SignInRefused { message whatToDo retryAfterSeconds } } }`;
const ME = 'query { me { person { id } } }';

let lively: LivelyWorld;
let database: WholeDatabase;
let life: Life;

beforeAll(async () => {
  lively = await LivelyWorld.open(2);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  life = await lively.live(0);
});

afterAll(async () => {
  await database.close();
  await lively.house.close();
});

interface Answer {
  readonly body: string;
  readonly cookie: string | undefined;
  readonly status: number;
}

async function post(
  query: string,
  variables: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const reply = await fetch(`${lively.house.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { body: await reply.text(), cookie: reply.headers.getSetCookie()[0], status: reply.status };
}

function session(answer: Answer): string {
  return answer.cookie?.split(';')[0] ?? '';
}

async function whoIs(cookie: string): Promise<unknown> {
  const { body } = await post(ME, {}, { cookie });
  return (JSON.parse(body) as { data: { me: { person: { id: string } } | null } }).data.me?.person.id ?? null;
}

describe('signing in over HTTP', () => {
  const right = { email: 'holder0@first.example', password: PASSWORD };

  it('gives one cookie that scripts cannot read and foreign forms do not send', async () => {
    const answer = await post(SIGN_IN, right);
    expect(answer.body).toContain('"__typename":"SignedIn"');
    const [pair, ...flags] = (answer.cookie ?? '').split('; ');
    expect(pair).toMatch(/^owncourse_session=[\w-]{43}$/);
    expect(flags).toEqual(
      expect.arrayContaining(['Path=/', 'HttpOnly', 'SameSite=Lax', 'Expires=Tue, 17 Mar 2026 12:00:00 GMT']),
    );
    expect(answer.body).not.toContain(pair?.split('=')[1]);
    expect(await whoIs(session(answer))).toBe(id('holder', 0));
  });

  it('takes a new token each time, and ends the browser’s old one', async () => {
    const first = session(await post(SIGN_IN, right));
    const second = session(await post(SIGN_IN, right, { cookie: first }));
    expect(second).not.toBe(first);
    expect([await whoIs(first), await whoIs(second)]).toEqual([null, id('holder', 0)]);
  });

  it('takes no token from outside', async () => {
    const planted = `owncourse_session=${'A'.repeat(43)}`;
    expect(session(await post(SIGN_IN, right, { cookie: planted }))).not.toBe(planted);
    expect(await whoIs(planted)).toBeNull();
  });

  it('ends the session on signing out, at once and for good', async () => {
    const cookie = session(await post(SIGN_IN, right));
    const out = await post('mutation { signOut }', {}, { cookie });
    expect(out.cookie).toMatch(/^owncourse_session=; .*Expires=Thu, 01 Jan 1970/);
    expect(await whoIs(cookie)).toBeNull();
  });

  it('answers an unknown e-mail and a wrong password byte for byte alike, without a cookie', async () => {
    const [unknown, wrong] = [
      await post(SIGN_IN, { ...right, email: 'nobody@first.example' }),
      await post(SIGN_IN, { ...right, email: 'holder1@first.example', password: 'wrong' }),
    ];
    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({ cookie: undefined, status: 200 });
  });

  it('ends a session that was idle for twelve hours, and keeps one that was not', async () => {
    const [idle, used] = [session(await post(SIGN_IN, right)), session(await post(SIGN_IN, right))];
    lively.clock.moveTo(new Date(NOW.getTime() + 6 * 3_600_000));
    expect(await whoIs(used)).toBe(id('holder', 0));
    lively.clock.moveTo(new Date(NOW.getTime() + 12 * 3_600_000));
    expect([await whoIs(idle), await whoIs(used)]).toEqual([null, id('holder', 0)]);
    lively.clock.moveTo(NOW);
  });

  it('of twenty wrong passwords at once five are answered, the rest are told to wait', async () => {
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => post(SIGN_IN, { email: 'approver@second.example', password: 'wrong' })),
    );
    expect(tries.filter(({ body }) => body.includes('"retryAfterSeconds":null'))).toHaveLength(5);
    expect(tries.filter(({ body }) => body.includes('"retryAfterSeconds":900'))).toHaveLength(15);
    expect((await post(SIGN_IN, { email: 'approver@second.example', password: PASSWORD })).body).toContain(
      'SignInRefused',
    );
  });

  it('is not done by a form of another site', async () => {
    const reply = await fetch(`${lively.house.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ query: ME }),
    });
    expect(reply.status).toBe(400);
    expect((await fetch(`${lively.house.origin}/graphql?query=${encodeURIComponent(ME)}`)).status).toBe(400);
  });
});

describe('an officer’s look', () => {
  const LOOKS = 'query { me { lookUps { officerName officerRole what } } }';
  const looked: readonly (readonly [what: string, query: string, variables: () => object])[] = [
    ['BUDGET', 'query ($id: ID!) { budget(id: $id) { availablePence } }', () => ({ id: life.budget })],
    ['ORDER', 'query ($id: ID!) { order(id: $id) { status } }', () => ({ id: life.paidOrder })],
    ['ORDERS', 'query ($id: ID!) { orders(filter: { personId: $id }) { totalCount } }', () => ({ id: life.person })],
    [
      'VISITS',
      `query ($id: ID!) { occurrences(personId: $id, from: "2026-03-01", to: "2026-03-31") { id } }`,
      () => ({ id: life.person }),
    ],
    ['DELIVERIES', 'query ($id: ID!) { deliveries(filter: { personId: $id }) { id } }', () => ({ id: life.person })],
  ];
  const looks = async (client: GraphqlClient): Promise<{ what: string; officerName: string; officerRole: string }[]> =>
    (await client.ask<{ lookUps: { what: string; officerName: string; officerRole: string }[] }>('me', LOOKS)).lookUps;

  it.each(looked)('at a person’s %s is shown to that person', async (what, query, variables) => {
    const [finance, holder] = [
      await lively.signInAs('finance@first.example'),
      await lively.signInAs('holder0@first.example'),
    ];
    expect((await looks(holder)).map((look) => look.what)).not.toContain(what);
    await finance.send(query, { ...variables() });
    expect(await looks(holder)).toContainEqual({
      what,
      officerName: 'finance of first',
      officerRole: 'FINANCE_OFFICER',
    });
  });

  it('is shown to nobody who acts for the person, and theirs are no looks', async () => {
    const [broker, holder] = [
      await lively.signInAs('broker@first.example'),
      await lively.signInAs('holder0@first.example'),
    ];
    const before = await looks(holder);
    for (const [, query, variables] of looked) await broker.send(query, { ...variables() });
    expect(await looks(holder)).toEqual(before);
    expect(await looks(broker)).toEqual([]);
  });

  it('at a list, or at nothing, is no look at one person', async () => {
    const [finance, other] = [
      await lively.signInAs('finance@first.example'),
      await lively.signInAs('finance@second.example'),
    ];
    const { rows: before } = await database.superuser.query('select count(*) from identity.look_up');
    await finance.send('query { orders { totalCount } budgets { totalCount } deliveries { id } }');
    for (const [, query, variables] of looked) await other.send(query, { ...variables() });
    expect((await database.superuser.query('select count(*) from identity.look_up')).rows).toEqual(before);
  });
});

describe('“I don’t feel safe”', () => {
  it('is kept for the safeguarding team, and seen by nobody in the product', async () => {
    const told = 'My helper takes my card.';
    const holder = await lively.signInAs('holder0@first.example');
    const received = await holder.ask<{ reference: string; phone: string }>(
      'reportNotSafe',
      `mutation { reportNotSafe(input: { message: "${told}" }) { ... on SafetyReportReceived { reference phone } } }`,
    );
    expect(received.phone).toBe('01632 960001');
    const { rows } = await database.superuser.query(
      'select person_id, council_id, message from identity.safety_report where message = $1',
      [told],
    );
    expect(rows).toEqual([{ person_id: id('holder', 0), council_id: lively.world.councilId, message: told }]);
    for (const email of [
      'holder0@first.example',
      'broker@first.example',
      'provider@first.example',
      'finance@first.example',
      'caremanager@first.example',
    ]) {
      const client = await lively.signInAs(email);
      const seen = await client.send(
        `query { me { lookUps { what } mandatesGiven { id } actsFor { id } } orders { edges { node { history { words } } } } occurrences(from: "${TODAY}", to: "${TODAY}") { id } }`,
      );
      expect(JSON.stringify(seen)).not.toMatch(new RegExp(`${told}|${received.reference}|safe`, 'i'));
    }
  });
});
