import { Injectable } from '@nestjs/common';
import { type Actor, Database, statement } from '@owncourse/kernel/contract';

/** Who is counted, the e-mail before the address, and how many failures each may have in 15 minutes. */
export interface SignInLimits {
  readonly subjects: readonly [email: string, address: string];
  readonly failures: readonly [ofEmail: number, ofAddress: number];
}

export interface SignInOutcome {
  /** Null when the password was wrong. */
  readonly personId: string | null;
  readonly tokenHash: Buffer;
  readonly oldTokenHash: Buffer | null;
  readonly at: Date;
  readonly expiresAt: Date;
}

export interface Account {
  readonly person_id: string;
  readonly password_hash: string;
}

const RESOLVE = statement('identity.resolve-session', 'select identity.resolve_session($1, $2) as actor');
const ACCOUNT = statement('identity.account', 'select * from identity.account($1)');
const WAIT = statement('identity.sign-in-wait', 'select identity.sign_in_wait($1::text[], $2::int[], $3) as seconds');
const FINISH = statement(
  'identity.finish-sign-in',
  'select identity.finish_sign_in($1::text[], $2::int[], $3, $4, $5, $6, $7) as seconds',
);
const END = statement('identity.end-session', 'select identity.end_session($1, $2)');
const SWEEP = statement('identity.sweep-sessions', 'select identity.sweep_sessions($1)');

/** Sessions and failed sign-ins: all in the database, so that every process counts the same. */
@Injectable()
export class SessionRepository {
  constructor(private readonly database: Database) {}

  async resolve(tokenHash: Buffer, at: Date): Promise<Actor | null> {
    return (await this.database.call<{ actor: Actor | null }>(RESOLVE, [tokenHash, at]))[0]?.actor ?? null;
  }

  async account(email: string): Promise<Account | null> {
    return (await this.database.call<Account>(ACCOUNT, [email]))[0] ?? null;
  }

  async secondsToWait({ subjects, failures }: SignInLimits, at: Date): Promise<number | null> {
    return (await this.database.call<{ seconds: number | null }>(WAIT, [subjects, failures, at]))[0]?.seconds ?? null;
  }

  /** Counts a failure, or begins the session. @returns seconds to wait when neither was done */
  async finishSignIn({ subjects, failures }: SignInLimits, outcome: SignInOutcome): Promise<number | null> {
    const { personId, tokenHash, oldTokenHash, at, expiresAt } = outcome;
    const values = [subjects, failures, personId, tokenHash, oldTokenHash, at, expiresAt];
    return (await this.database.call<{ seconds: number | null }>(FINISH, values))[0]?.seconds ?? null;
  }

  async end(tokenHash: Buffer, at: Date): Promise<void> {
    await this.database.call(END, [tokenHash, at]);
  }

  async sweep(before: Date): Promise<void> {
    await this.database.call(SWEEP, [before]);
  }
}
