import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { CLOCK, type Clock, Database, Refusal, statement } from '@owncourse/kernel/contract';

const ACCOUNT = statement('identity.account', 'select * from identity.account($1)');
const BEGIN_SIGN_IN = statement(
  'identity.begin-sign-in',
  'select identity.begin_sign_in($1::text[], $2::int[], $3) as wait',
);
const FORGIVE = statement('identity.forgive-sign-in', 'select identity.forgive_sign_in($1::text[], $2)');
const BEGIN_SESSION = statement('identity.begin-session', 'select identity.begin_session($1, $2, $3, $4)');
const END_SESSION = statement('identity.end-session', 'select identity.end_session($1, $2)');

/** OWASP's setting for argon2id (algorithm 2); about 50 ms of one core. */
const ARGON2 = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const TRIES_PER_EMAIL = 5;
const TRIES_PER_ADDRESS = 30;
const SESSION_MS = 7 * 24 * 3_600_000;
const LONGEST_PASSWORD = 256;

export interface BegunSession {
  readonly token: string;
  readonly personId: string;
  readonly expiresAt: Date;
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

@Injectable()
export class SignIn {
  /** Checked for an unknown e-mail, so that it takes as long as a wrong password. */
  private readonly nobody = hash(randomBytes(16).toString('hex'), ARGON2);

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  hashPassword(password: string): Promise<string> {
    return hash(password, ARGON2);
  }

  /**
   * Begins a session; the one the browser had ends. Refuses SIGN_IN_FAILED, and TOO_MANY_TRIES {seconds} after
   * 5 failures of an e-mail or 30 of an address in 15 minutes.
   */
  async run(
    email: string,
    password: string,
    from: { readonly address: string; readonly oldToken: string | null },
  ): Promise<BegunSession> {
    const at = this.clock.now();
    const subjects = [`email:${email.trim().toLowerCase().slice(0, 320)}`, `address:${from.address}`];
    const [begun] = await this.database.call<{ wait: number | null }>(BEGIN_SIGN_IN, [
      subjects,
      [TRIES_PER_EMAIL, TRIES_PER_ADDRESS],
      at,
    ]);
    if (begun?.wait !== null && begun?.wait !== undefined) throw new Refusal('TOO_MANY_TRIES', { seconds: begun.wait });
    const [account] = await this.database.call<{ person_id: string; password_hash: string }>(ACCOUNT, [
      email.trim().slice(0, 320),
    ]);
    const right = await verify(account?.password_hash ?? (await this.nobody), password.slice(0, LONGEST_PASSWORD));
    if (!account || !right || password.length > LONGEST_PASSWORD) throw new Refusal('SIGN_IN_FAILED');
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(at.getTime() + SESSION_MS);
    await this.database.call(FORGIVE, [subjects, at]);
    if (from.oldToken !== null) await this.end(from.oldToken);
    await this.database.call(BEGIN_SESSION, [hashToken(token), account.person_id, at, expiresAt]);
    return { token, personId: account.person_id, expiresAt };
  }

  async end(token: string): Promise<void> {
    await this.database.call(END_SESSION, [hashToken(token), this.clock.now()]);
  }
}
