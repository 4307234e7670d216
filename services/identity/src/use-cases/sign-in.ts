import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { CLOCK, type Clock, isReadable, Refusal } from '@owncourse/kernel/contract';
import { SessionRepository, type SignInLimits } from '../persistence/session.repository.js';

/** OWASP's setting for argon2id (algorithm 2); about 50 ms of one core. */
const ARGON2 = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const FAILURES_PER_EMAIL = 5;
const FAILURES_PER_ADDRESS = 30;
const SESSION_MS = 7 * 24 * 3_600_000;
const LONGEST_EMAIL = 320;
const LONGEST_PASSWORD = 256;

export interface BegunSession {
  readonly token: string;
  readonly personId: string;
  readonly expiresAt: Date;
}

/** Only this is kept of a session's token. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

@Injectable()
export class SignIn {
  /** Checked for an unknown e-mail, so that it takes as long as a wrong password. */
  private readonly nobody = hash(randomBytes(16).toString('hex'), ARGON2);

  constructor(
    private readonly sessions: SessionRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  hashPassword(password: string): Promise<string> {
    return hash(password, ARGON2);
  }

  /**
   * Begins a session under a new token; the one the browser had ends. Refuses SIGN_IN_FAILED, and
   * TOO_MANY_TRIES {seconds} after 5 failures of an e-mail or 30 of an address in 15 minutes, even with the right
   * password.
   */
  async run(
    email: string,
    password: string,
    from: { readonly address: string; readonly oldToken: string | null },
  ): Promise<BegunSession> {
    const at = this.clock.now();
    // No database looks up signs that no keyboard has; nobody is called so.
    const name = isReadable(email) ? email.trim().toLowerCase().slice(0, LONGEST_EMAIL) : '';
    const limits: SignInLimits = {
      subjects: [`email:${name}`, `address:${from.address}`],
      failures: [FAILURES_PER_EMAIL, FAILURES_PER_ADDRESS],
    };
    refuseTooMany(await this.sessions.secondsToWait(limits, at));
    const account = await this.sessions.account(name);
    const matches = await verify(account?.password_hash ?? (await this.nobody), password.slice(0, LONGEST_PASSWORD));
    const personId = account && matches && password.length <= LONGEST_PASSWORD ? account.person_id : null;
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(at.getTime() + SESSION_MS);
    const seconds = await this.sessions.finishSignIn(limits, {
      personId,
      tokenHash: hashToken(token),
      oldTokenHash: from.oldToken === null ? null : hashToken(from.oldToken),
      at,
      expiresAt,
    });
    refuseTooMany(seconds);
    if (personId === null) throw new Refusal('SIGN_IN_FAILED');
    return { token, personId, expiresAt };
  }

  async end(token: string): Promise<void> {
    await this.sessions.end(hashToken(token), this.clock.now());
  }
}

function refuseTooMany(seconds: number | null): void {
  if (seconds !== null) throw new Refusal('TOO_MANY_TRIES', { seconds });
}
