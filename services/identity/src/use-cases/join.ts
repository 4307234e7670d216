import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { verify } from '@node-rs/argon2';
import {
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  NIL_ID,
  NOBODY,
  orReplay,
  Refusal,
  statement,
} from '@owncourse/kernel/contract';
import { JOINING_ASKED, JOINING_CONFIRMED, JOINING_KNOWN, type JoiningAsked } from '../contract/events.js';
import { IDENTITY_OPTIONS } from '../contract/options.js';
import type { IdentityOptions } from '../contract/identity.port.js';
import { joinProblems, type JoinInput } from '../domain/join-problems.js';
import { SessionRepository, type SignInLimits } from '../persistence/session.repository.js';
import { type BegunSession, hashToken, SignIn } from './sign-in.js';

const ASK = statement(
  'identity.ask-to-join',
  'select * from identity.ask_to_join($1, $2, $3::text[], $4::int[], $5, $6)',
);
const JOINING_OF = statement('identity.joining-of', 'select * from identity.joining_of($1, $2)');
const CONFIRM = statement('identity.confirm-joining', 'select identity.confirm_joining($1, $2) as person_id');

/** In 15 minutes: mails to one address, and asking from one place. */
const LIMITS = [3, 20] as const;
const PASSWORD_TRIES = [5, 30] as const;
const LINK_MS = 3 * 24 * 3_600_000;
const TOKEN = /^[\w-]{43}$/;

interface Asked {
  readonly seconds: number | null;
  readonly person_id: string | null;
  readonly is_known: boolean | null;
}

interface Joining {
  readonly id: string;
  readonly email: string;
  readonly password_hash: string;
}

function refuseTooMany(seconds: number | null): void {
  if (seconds !== null) throw new Refusal('TOO_MANY_TRIES', { seconds });
}

/** A provider joins by itself, and proves that its e-mail is its own. */
@Injectable()
export class Join {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    private readonly signing: SignIn,
    @Inject(IDENTITY_OPTIONS) private readonly options: IdentityOptions,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * Takes as long, writes as much and answers the same whether the address is known or not; only its owner reads which.
   * Refuses INVALID_INPUT, TOO_MANY_TRIES {seconds}. @returns in a demonstration the path that the mail shows
   */
  async ask(input: JoinInput, address: string, key: string): Promise<string | null> {
    const problems = joinProblems(input);
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    const said = {
      personName: input.personName.trim(),
      email: input.email.trim().toLowerCase(),
      organisationName: input.organisationName.trim(),
    };
    const passwordHash = await this.signing.hashPassword(input.password);
    const token = randomBytes(32).toString('base64url');
    const at = this.clock.now();
    const [id, personId, organisationId] = [this.ids.next(), this.ids.next(), this.ids.next()];
    const row = { ...said, id, personId, organisationId, passwordHash };
    const once = await orReplay(
      () =>
        this.database.transaction(NOBODY, async (queries) => {
          // A hash of the password is no part of it: what is kept of a key is quick to guess.
          const claim = { actorId: NIL_ID, operation: 'joinAsProvider', key, input: said, result: {}, at };
          void claimKey(queries, claim);
          const subjects = [`join:${said.email}`, `join-from:${address}`];
          const expires = new Date(at.getTime() + LINK_MS);
          const values = [JSON.stringify(row), hashToken(token), subjects, LIMITS, at, expires];
          const [asked] = await queries.query<Asked>(ASK, values);
          refuseTooMany(asked?.seconds ?? null);
          const payload: JoiningAsked = {
            personId: asked?.person_id ?? personId,
            token: asked?.is_known ? null : token,
          };
          void appendEvent(queries, {
            id: this.ids.next(),
            type: asked?.is_known ? JOINING_KNOWN : JOINING_ASKED,
            version: 1,
            councilId: null,
            payload: { ...payload },
            occurredAt: at,
          });
        }),
      () => undefined,
    );
    // What came twice made no link of its own.
    return this.options.demo && !once.replayed ? `/join/confirm?token=${token}` : null;
  }

  /**
   * Whoever reads the mail says the password that was chosen: somebody else's request for an address comes to nothing.
   * Done again it signs in again. Refuses LINK_OVER, INVALID_INPUT for the password, TOO_MANY_TRIES {seconds}.
   */
  async confirm(
    token: string,
    password: string,
    from: { readonly address: string; readonly oldToken: string | null },
  ): Promise<BegunSession> {
    const at = this.clock.now();
    const [joining] = TOKEN.test(token) ? await this.database.call<Joining>(JOINING_OF, [hashToken(token), at]) : [];
    if (!joining) throw new Refusal('LINK_OVER');
    // It was confirmed: from then on it is a sign-in like any other.
    if (joining.password_hash !== '') await this.make(joining, password, from.address, at);
    return this.signing.run(joining.email, password, from);
  }

  private async make(joining: Joining, password: string, address: string, at: Date): Promise<void> {
    const limits: SignInLimits = {
      subjects: [`joining:${joining.id}`, `address:${address}`],
      failures: [PASSWORD_TRIES[0], PASSWORD_TRIES[1]],
    };
    refuseTooMany(await this.sessions.secondsToWait(limits, at));
    if (!(await verify(joining.password_hash, password.slice(0, 256)))) {
      const nothing = Buffer.alloc(0);
      const wrong = { personId: null, tokenHash: nothing, oldTokenHash: null, at, expiresAt: at };
      refuseTooMany(await this.sessions.finishSignIn(limits, wrong));
      throw Refusal.invalid('password', 'That is not the password that was chosen. Nothing was made yet.');
    }
    await this.database.transaction(NOBODY, async (queries) => {
      const [made] = await queries.query<{ person_id: string | null }>(CONFIRM, [joining.id, at]);
      if (!made?.person_id) return;
      const payload = { personId: made.person_id };
      const event = { type: JOINING_CONFIRMED, version: 1, councilId: null, payload, occurredAt: at };
      void appendEvent(queries, { id: this.ids.next(), ...event });
    });
  }
}
