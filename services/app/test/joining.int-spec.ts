import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@owncourse/kernel/contract';
import { WORKER, type WorkerRunner } from '@owncourse/worker/contract';
import pg from 'pg';
import { hearAll } from './fixtures/hear-all.js';
import { PASSWORD } from '../src/testing/small-world.js';
import { GraphqlClient } from './graphql-client.js';
import { openTestHouse, type TestHouse } from './test-house.js';

const JOIN = `mutation ($input: JoinInput!, $key: String!) { joinAsProvider(input: $input, idempotencyKey: $key) {
  __typename ... on JoiningAsked { demoPath } ... on Refusal { message whatToDo } ... on InvalidInput { problems { field message } } } }`;
const CONFIRM = `mutation ($token: String!, $password: String!) { confirmJoining(token: $token, password: $password) {
  __typename ... on JoiningConfirmed { viewer { email organisationName roles { role } } }
  ... on Refusal { message whatToDo } ... on NotAllowed { reason } ... on InvalidInput { problems { field message } } } }`;
const MAILS = 'query { mailsToMe { edges { node { subject text } } } }';
const NOW = new Date('2026-03-10T12:00:00Z');
const DAY_MS = 24 * 3_600_000;

interface Reply {
  readonly __typename: string;
  readonly demoPath?: string | null;
  readonly reason?: string;
  readonly problems?: readonly { readonly field: string }[];
}

describe('a provider joins by itself', () => {
  const clock = new ManualClock(NOW);
  let house: TestHouse;
  let superuser: pg.Client;

  beforeAll(async () => {
    house = await openTestHouse({ clock, holders: 1, weeklyPence: 10_000n });
    superuser = new pg.Client({ connectionString: house.database.superuserUrl });
    await superuser.connect();
  });
  afterAll(async () => {
    await superuser.end();
    await house.close();
  });
  beforeEach(async () => {
    clock.moveTo(NOW);
    await superuser.query('delete from identity.sign_in_failure');
  });

  const anybody = (): GraphqlClient => new GraphqlClient(house.origin);
  const input = (changes: Readonly<Record<string, string>> = {}) => ({
    personName: 'Jo Novak',
    email: `jo-${randomUUID()}@novak.example`,
    password: 'a-long-password',
    organisationName: 'Novak Help',
    ...changes,
  });
  const join = (asked: object, key: string = randomUUID()): Promise<Reply> =>
    anybody().ask<Reply>('joinAsProvider', JOIN, { input: asked, key });
  const tokenOf = (reply: Reply): string =>
    new URL(reply.demoPath ?? '', 'http://x.example').searchParams.get('token') ?? '';
  const confirm = (token: string, password: string, client = anybody()): Promise<Reply> =>
    client.ask<Reply>('confirmJoining', CONFIRM, { token, password });
  const tell = (): Promise<void> => hearAll(house.application.get<WorkerRunner>(WORKER), house.database.superuserUrl);
  const count = async (sql: string, values: readonly unknown[] = []): Promise<number> =>
    Number((await superuser.query<{ count: string }>(sql, [...values])).rows[0]?.count);
  const accounts = (email: string): Promise<number> =>
    count('select count(*) from identity.user_account where email = $1', [email]);

  it('has an account, an organisation and the owner’s role once its e-mail is confirmed, and nothing before', async () => {
    const asked = input();
    const before = await count('select count(*) from identity.organisation');
    const token = tokenOf(await join(asked));
    await tell();
    expect(await accounts(asked.email)).toBe(0);
    expect(await count('select count(*) from identity.organisation')).toBe(before);
    await expect(anybody().signIn(asked.email, asked.password)).rejects.toThrow('could not sign in');
    const client = anybody();
    expect(await confirm(token, asked.password, client)).toEqual({
      __typename: 'JoiningConfirmed',
      viewer: { email: asked.email, organisationName: 'Novak Help', roles: [{ role: 'PROVIDER_OWNER' }] },
    });
    expect(await accounts(asked.email)).toBe(1);
    const mails = await client.ask<{ edges: { node: { subject: string; text: string } }[] }>('mailsToMe', MAILS);
    expect(mails.edges.map(({ node }) => node.subject)).toEqual(['Say that this email is yours']);
    expect(mails.edges[0]?.node.text).toContain(`/join/confirm?token=${token}`);
    // What is kept of the link in the room that looks it up is no link.
    const { rows } = await superuser.query<{ token_hash: Buffer; password_hash: string }>(
      'select token_hash, password_hash from identity.joining where email = $1',
      [asked.email],
    );
    expect(rows).toEqual([{ token_hash: createHash('sha256').update(token).digest(), password_hash: '' }]);
  });

  it('answers alike for an address that is known and one that is not; only its owner reads which', async () => {
    const [known, unknown] = ['finance@first.example', input().email];
    const [one, other] = [await join(input({ email: known.toUpperCase() })), await join(input({ email: unknown }))];
    const shape = (reply: Reply): string => JSON.stringify(reply).replace(tokenOf(reply), '');
    expect(shape(one)).toBe(shape(other));
    expect(tokenOf(one)).toHaveLength(43);
    expect(await confirm(tokenOf(one), 'a-long-password')).toMatchObject({ reason: 'LINK_OVER' });
    await tell();
    const mails = await (await house.client(known)).ask<{ edges: { node: { subject: string } }[] }>('mailsToMe', MAILS);
    expect(mails.edges.map(({ node }) => node.subject)).toContain('You have an account already');
    // Their account is as it was.
    await expect(anybody().signIn(known, 'a-long-password')).rejects.toThrow('could not sign in');
    await anybody().signIn(known, PASSWORD);
  });

  it('makes nothing for a link that is not known, is over, or has another password', async () => {
    const asked = input();
    const token = tokenOf(await join(asked));
    for (const wrong of ['', 'x'.repeat(43), `${token}x`])
      expect(await confirm(wrong, asked.password)).toMatchObject({ __typename: 'NotAllowed', reason: 'LINK_OVER' });
    expect(await confirm(token, 'somebody-elses')).toMatchObject({ problems: [{ field: 'password' }] });
    clock.moveTo(new Date(NOW.getTime() + 3 * DAY_MS));
    expect(await confirm(token, asked.password)).toMatchObject({ reason: 'LINK_OVER' });
    expect(await accounts(asked.email)).toBe(0);
  });

  it('somebody else’s request for an address cannot be confirmed by its owner unawares', async () => {
    const email = input().email;
    const theirs = tokenOf(await join(input({ email, password: 'the-others-password' })));
    const own = tokenOf(await join(input({ email, password: 'my-own-password' })));
    expect(await confirm(theirs, 'my-own-password')).toMatchObject({ problems: [{ field: 'password' }] });
    expect(await confirm(own, 'my-own-password')).toMatchObject({ __typename: 'JoiningConfirmed' });
    expect(await confirm(theirs, 'the-others-password')).toMatchObject({ reason: 'LINK_OVER' });
    await anybody().signIn(email, 'my-own-password');
    expect(await accounts(email)).toBe(1);
  });

  it('sent twice with one key writes one mail', async () => {
    const [asked, key] = [input(), randomUUID()];
    const both = await Promise.all([join(asked, key), join(asked, key)]);
    expect(both.filter((one) => typeof one.demoPath === 'string')).toHaveLength(1);
    expect(await count('select count(*) from identity.joining where email = $1', [asked.email])).toBe(1);
    expect(await join({ ...asked, organisationName: 'Another' }, key)).toMatchObject({
      __typename: 'IdempotencyConflict',
    });
  });

  it('confirmed again, or twice at once, makes no second account', async () => {
    const asked = input();
    const token = tokenOf(await join(asked));
    const all = await Promise.all([1, 2, 3].map(() => confirm(token, asked.password)));
    expect(all.map((one) => one.__typename)).toEqual(['JoiningConfirmed', 'JoiningConfirmed', 'JoiningConfirmed']);
    expect(await confirm(token, asked.password)).toMatchObject({ __typename: 'JoiningConfirmed' });
    expect(await confirm(token, 'another-one-here')).toMatchObject({ problems: [{ field: 'password' }] });
    expect(await accounts(asked.email)).toBe(1);
  });

  it('writes to one address three times at the most, and stops guesses at a password', async () => {
    const asked = input();
    const kinds = [];
    for (let time = 0; time < 4; time += 1) kinds.push((await join(asked)).__typename);
    expect(kinds).toEqual(['JoiningAsked', 'JoiningAsked', 'JoiningAsked', 'TooManyTries']);
    expect(await count('select count(*) from identity.joining where email = $1', [asked.email])).toBe(3);
    const token = tokenOf(await join(input()));
    for (let time = 0; time < 5; time += 1) await confirm(token, `wrong-password-${time}`);
    expect(await confirm(token, 'a-long-password')).toMatchObject({ __typename: 'TooManyTries' });
    clock.moveTo(new Date(NOW.getTime() + 16 * 60_000));
    expect(await confirm(token, 'a-long-password')).toMatchObject({ __typename: 'JoiningConfirmed' });
  });

  it.each([
    [{ personName: ' ' }, 'personName'],
    [{ organisationName: 'A\u0000' }, 'organisationName'],
    [{ email: 'no address' }, 'email'],
    [{ password: 'short' }, 'password'],
    [{ email: 'jo@novak.example', password: 'jo@novak.example' }, 'password'],
  ])('refuses %p and names the field', async (changes, field) => {
    const before = await count('select count(*) from identity.joining');
    expect(await join(input(changes as Record<string, string>))).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ field }],
    });
    expect(await count('select count(*) from identity.joining')).toBe(before);
  });
});
