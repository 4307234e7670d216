import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { IdentityHouse, NOW } from './fixtures/identity-house.js';
import { PASSWORD } from './fixtures/residents.js';

const SIGN_IN = `mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) {
  __typename
  ... on SignedIn { viewer { email person { name } roles { role organisationName } council { key name } actsFor { person { name } actorName scopes } lookUps { what } } }
  ... on SignInRefused { message whatToDo retryAfterSeconds }
} }`;

interface SignInReply {
  readonly __typename: string;
  readonly retryAfterSeconds?: number | null;
  readonly message?: string;
  readonly viewer?: Record<string, unknown>;
}

function after(minutes: number): Date {
  return new Date(NOW.getTime() + minutes * 60_000);
}

function tokenIn(cookie: string | undefined): string {
  return /owncourse_session=([^;]*)/.exec(cookie ?? '')?.[1] ?? '';
}

describe('signing in', () => {
  let house: IdentityHouse;
  let address = 0;

  beforeAll(async () => {
    house = await IdentityHouse.open();
  });
  afterAll(() => house.close());
  beforeEach(() => {
    address += 1;
  });
  afterEach(() => house.clock.moveTo(NOW));

  async function signIn(email: string, password = PASSWORD, token: string | null = null, from = `192.0.2.${address}`) {
    const { data, cookies } = await house.run(null, SIGN_IN, { email, password }, { address: from, token });
    return { reply: data['signIn'] as SignInReply, cookies, token: tokenIn(cookies[0]) };
  }

  it('begins a session, of which only the hash of its token is kept', async () => {
    const { reply, cookies, token } = await signIn(' ADA@First.example ');
    expect(reply).toMatchObject({
      __typename: 'SignedIn',
      viewer: { email: 'ada@first.example', person: { name: 'Ada' }, council: { key: 'first' } },
    });
    expect(cookies).toEqual([
      `owncourse_session=${token}; Path=/; HttpOnly; SameSite=Lax; Expires=Fri, 27 Mar 2026 10:00:00 GMT`,
    ]);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const kept = await house.rows<{ token_hash: Buffer }>(
      'select token_hash from identity.session where person_id = $1',
      [house.residents.ada],
    );
    expect(kept.map((row) => row.token_hash)).toEqual([createHash('sha256').update(token).digest()]);
    expect(await house.identity.resolveSession(token)).toEqual(await house.residents.actor(house.residents.ada));
    expect(await house.identity.resolveSession('')).toBeNull();
    expect(await house.identity.resolveSession(`${token}x`)).toBeNull();
  });

  it('asks for a secure connection outside demo mode, and offers nobody by name there', async () => {
    const strict = await IdentityHouse.open(false);
    const { cookies } = await strict.run(null, SIGN_IN, { email: 'ada@first.example', password: PASSWORD });
    expect(cookies[0]).toContain('; Secure');
    expect(await strict.ask('demoPeople', null, '{ demoPeople { email } }')).toEqual([]);
    await strict.close();
    expect(await house.ask('demoPeople', null, '{ demoPeople { email } }')).toEqual([{ email: 'ada@first.example' }]);
  });

  it('answers whole in the very operation that signs in', async () => {
    const { ada, rita, first } = house.residents;
    await house.layMandate({ personId: ada, actorPersonId: rita, councilId: first });
    const { reply } = await signIn('rita@first.example');
    expect(reply.viewer).toMatchObject({
      roles: [{ role: 'REPRESENTATIVE', organisationName: null }],
      actsFor: [{ person: { name: 'Ada' }, actorName: 'Rita', scopes: ['VIEW', 'ORDER', 'CONFIRM'] }],
    });
    const officer = await signIn('careManager@first.example');
    expect(officer.reply.viewer).toMatchObject({
      roles: [{ role: 'CARE_MANAGER', organisationName: 'first council' }],
    });
  });

  it('ends the browser’s earlier session, and on signing out its own', async () => {
    const earlier = await signIn('ada@first.example');
    const later = await signIn('ada@first.example', PASSWORD, earlier.token);
    expect(await house.identity.resolveSession(earlier.token)).toBeNull();
    expect(await house.identity.resolveSession(later.token)).not.toBeNull();
    const { data, cookies } = await house.run(null, 'mutation { signOut }', {}, { token: later.token });
    expect(data).toEqual({ signOut: true });
    expect(cookies[0]).toMatch(/^owncourse_session=; .*1970/);
    expect(await house.identity.resolveSession(later.token)).toBeNull();
    expect((await house.run(null, 'mutation { signOut }')).data).toEqual({ signOut: true });
  });

  it('ends a session after twelve idle hours, and after seven days whatever happens', async () => {
    const idle = (await signIn('ada@first.example')).token;
    house.clock.moveTo(after(12 * 60));
    expect(await house.identity.resolveSession(idle)).toBeNull();
    house.clock.moveTo(NOW);
    const busy = (await signIn('ada@first.example')).token;
    for (let hour = 11; hour < 7 * 24; hour += 11) {
      house.clock.moveTo(after(hour * 60));
      expect(await house.identity.resolveSession(busy)).not.toBeNull();
    }
    house.clock.moveTo(after(7 * 24 * 60));
    expect(await house.identity.resolveSession(busy)).toBeNull();
  });

  it('writes "last seen" at most every five minutes', async () => {
    const { token } = await signIn('bert@first.example');
    const seen = async (minutes: number): Promise<Date | undefined> => {
      house.clock.moveTo(after(minutes));
      await house.identity.resolveSession(token);
      const [row] = await house.rows<{ last_seen_at: Date }>(
        'select last_seen_at from identity.session where person_id = $1',
        [house.residents.bert],
      );
      return row?.last_seen_at;
    };
    expect(await seen(4)).toEqual(NOW);
    expect(await seen(6)).toEqual(after(6));
  });

  it('lets go of an account that is closed, at the next request', async () => {
    const { cyd } = house.residents;
    const { token } = await signIn('cyd@first.example');
    await house.rows('update identity.user_account set disabled_at = $2 where person_id = $1', [cyd, NOW]);
    expect(await house.identity.resolveSession(token)).toBeNull();
    expect((await signIn('cyd@first.example')).reply.__typename).toBe('SignInRefused');
    await house.rows('update identity.user_account set disabled_at = null where person_id = $1', [cyd]);
  });

  it('answers a wrong password and an unknown e-mail alike, and takes as long', async () => {
    const times: Record<string, number[]> = { known: [], unknown: [] };
    const replies = new Set<string>();
    for (let number = 0; number < 3; number += 1) {
      for (const [kind, email] of [
        ['known', 'dora@first.example'],
        ['unknown', `nobody${number}@first.example`],
      ] as const) {
        const began = performance.now();
        const { reply, cookies } = await signIn(email, 'not this');
        times[kind]?.push(performance.now() - began);
        replies.add(JSON.stringify(reply));
        expect(cookies).toEqual([]);
      }
    }
    expect([...replies]).toHaveLength(1);
    expect([...replies][0]).toContain('"retryAfterSeconds":null');
    const ratio = Math.min(...(times['unknown'] ?? [])) / Math.min(...(times['known'] ?? []));
    expect(ratio).toBeGreaterThan(0.3);
    expect(ratio).toBeLessThan(3);
  });

  it('stops an e-mail after five failures, wherever they come from, until fifteen minutes have gone', async () => {
    const email = 'pat@first.example';
    for (let failure = 0; failure < 5; failure += 1) {
      house.clock.moveTo(after(failure));
      expect((await signIn(email, 'wrong', null, `198.51.100.${failure}`)).reply.retryAfterSeconds).toBeNull();
    }
    const stopped = await signIn(email, PASSWORD);
    expect(stopped.reply).toMatchObject({
      __typename: 'SignInRefused',
      retryAfterSeconds: 11 * 60,
      whatToDo: 'Wait 11 minutes, then try again.',
    });
    expect(stopped.cookies).toEqual([]);
    // Waiting is what helps: tries in between do not make it longer.
    house.clock.moveTo(after(14.5));
    expect((await signIn(email, 'wrong')).reply).toMatchObject({
      retryAfterSeconds: 30,
      whatToDo: 'Wait a minute, then try again.',
    });
    house.clock.moveTo(after(15));
    expect((await signIn(email)).reply.__typename).toBe('SignedIn');
  });

  it('stops an address after thirty failures, without stopping anybody elsewhere', async () => {
    for (let failure = 0; failure < 30; failure += 1) {
      expect((await signIn(`guess${failure}@first.example`, 'wrong')).reply.retryAfterSeconds).toBeNull();
    }
    expect((await signIn('ada@first.example')).reply.retryAfterSeconds).toBe(15 * 60);
    expect((await signIn('ada@first.example', PASSWORD, null, '203.0.113.9')).reply.__typename).toBe('SignedIn');
  });

  it('forgets sessions and failures that ended long ago', async () => {
    const { token } = await signIn('bea@first.example');
    await signIn('bea@first.example', 'wrong');
    house.clock.moveTo(after(38 * 24 * 60));
    await house.identity.sweepSessions();
    expect(await house.rows('select 1 from identity.session')).toEqual([]);
    expect(await house.rows('select 1 from identity.sign_in_failure')).toEqual([]);
    expect(await house.identity.resolveSession(token)).toBeNull();
  });
});
