import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Refusal } from '@owncourse/kernel/contract';
import { IdentityHouse, NOW } from './fixtures/identity-house.js';
import { PASSWORD } from './fixtures/residents.js';

describe('many sign-ins at once', () => {
  let house: IdentityHouse;

  beforeAll(async () => {
    house = await IdentityHouse.open();
  });
  afterAll(() => house.close());
  beforeEach(() => house.rows('delete from identity.sign_in_failure'));

  async function outcomes(tries: readonly Promise<unknown>[]): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const one of await Promise.allSettled(tries)) {
      const outcome =
        one.status === 'fulfilled' ? 'in' : one.reason instanceof Refusal ? one.reason.code : String(one.reason);
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
    return counts;
  }

  async function failures(subject: string): Promise<number | undefined> {
    const [row] = await house.rows<{ n: number }>(
      'select count(*)::int as n from identity.sign_in_failure where subject = $1',
      [subject],
    );
    return row?.n;
  }

  const times = <Result>(count: number, make: (number: number) => Result) =>
    Array.from({ length: count }, (_, number) => make(number));

  it('of twenty wrong passwords for one e-mail exactly five hear an answer', async () => {
    const tries = times(20, (number) =>
      house.signing.run('ada@first.example', 'wrong', { address: `192.0.2.${number}`, oldToken: null }),
    );
    expect(await outcomes(tries)).toEqual({ SIGN_IN_FAILED: 5, TOO_MANY_TRIES: 15 });
    expect(await failures('email:ada@first.example')).toBe(5);
  });

  it('the count is exact without the time that a password takes, which spaces tries out', async () => {
    const wrong = { personId: null, oldTokenHash: null, at: NOW, expiresAt: NOW };
    // Without the lock one round in three counts too many: a dozen rounds do not miss it.
    for (let round = 0; round < 12; round += 1) {
      const email = `email:round${round}@first.example`;
      const limits = { subjects: [email, `address:192.0.2.${round}`], failures: [5, 30] } as const;
      const waits = await Promise.all(
        times(60, (number) => house.sessions.finishSignIn(limits, { ...wrong, tokenHash: Buffer.from([number]) })),
      );
      expect(waits.filter((seconds) => seconds === null)).toHaveLength(5);
      expect(await failures(email)).toBe(5);
    }
  });

  it('a right guess among wrong ones is heard only within the limit', async () => {
    const tries = times(20, (number) =>
      house.signing.run('bert@first.example', number === 19 ? PASSWORD : 'wrong', {
        address: `192.0.2.${number}`,
        oldToken: null,
      }),
    );
    const counted = await outcomes(tries);
    expect(counted['SIGN_IN_FAILED']).toBe(5);
    expect((counted['in'] ?? 0) + (counted['TOO_MANY_TRIES'] ?? 0)).toBe(15);
  });

  it('of forty failures from one address exactly thirty count', async () => {
    const tries = times(40, (number) =>
      house.signing.run(`somebody${number}@first.example`, 'wrong', { address: '192.0.2.200', oldToken: null }),
    );
    expect(await outcomes(tries)).toEqual({ SIGN_IN_FAILED: 30, TOO_MANY_TRIES: 10 });
    expect(await failures('address:192.0.2.200')).toBe(30);
  });

  it('right passwords never stand in each other’s way', async () => {
    const tries = times(12, () =>
      house.signing.run('dora@first.example', PASSWORD, { address: '192.0.2.201', oldToken: null }),
    );
    expect(await outcomes(tries)).toEqual({ in: 12 });
    expect(await failures('email:dora@first.example')).toBe(0);
  });
});
