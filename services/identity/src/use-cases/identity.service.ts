import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  NOBODY,
  Refusal,
  statement,
} from '@owncourse/kernel/contract';
import type {
  AddClient,
  GrantMandate,
  IdentityPort,
  OrganisationKind,
  PolicyKey,
  RegisterPerson,
  ViewerSummary,
} from '../contract/identity.port.js';
import { IdentityRepository } from '../persistence/identity.repository.js';
import { GiveMandate } from './give-mandate.js';
import { Register } from './register.js';
import { hashToken, SignIn } from './sign-in.js';

const RECORD_LOOK_UP = statement(
  'identity.record-look-up',
  'select identity.record_look_up($1, $2, $3, $4, $5, $6, $7)',
);
const TOUCH = statement('identity.touch-session', 'select identity.touch_session($1, $2)');
const SWEEP = statement('identity.sweep-sessions', 'select identity.sweep_sessions($1)');
const KEEP_MS = 30 * 24 * 3_600_000;
/** "Last seen" is moved on for one request in this many; the session ends after twelve idle hours. */
const TOUCH_EVERY_MS = 5 * 60_000;

/** The door of identity: one line a verb. */
@Injectable()
export class IdentityService implements IdentityPort {
  /** When this process last moved a session's "last seen"; only spares writes, decides nothing. */
  private readonly touched = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly repository: IdentityRepository,
    private readonly signing: SignIn,
    private readonly mandates: GiveMandate,
    private readonly register: Register,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async resolveSession(token: string): Promise<Actor | null> {
    const at = this.clock.now();
    const tokenHash = hashToken(token);
    const actor = await this.repository.sessionActor(tokenHash, at);
    if (actor) await this.touch(tokenHash, at);
    return actor;
  }

  private async touch(tokenHash: Buffer, at: Date): Promise<void> {
    const key = tokenHash.toString('base64');
    if (at.getTime() - (this.touched.get(key) ?? 0) < TOUCH_EVERY_MS) return;
    if (this.touched.size > 10_000) this.touched.clear();
    this.touched.set(key, at.getTime());
    await this.database.call(TOUCH, [tokenHash, at]);
  }

  async actorFor(personId: string): Promise<Actor> {
    const actor = await this.repository.actor(personId, this.clock.now());
    if (!actor) throw Refusal.notFound();
    return actor;
  }

  async viewerSummary(actor: Actor): Promise<ViewerSummary> {
    const councilId = actor.councilId ?? actor.fundingCouncilId;
    const council =
      councilId === null ? undefined : (await this.repository.councilsNow()).find((one) => one.id === councilId);
    return {
      personId: actor.personId,
      displayName: actor.name,
      roles: actor.roles,
      councilKey: council?.key ?? null,
      organisationName:
        actor.organisationId === null ? null : await this.repository.organisationName(actor.organisationId),
    };
  }

  hashPassword(password: string): Promise<string> {
    return this.signing.hashPassword(password);
  }

  policy(councilId: string, key: PolicyKey, on: string): Promise<unknown> {
    return this.repository.policy(councilId, key, on);
  }

  async recordLookUp(actor: Actor, look: { personId: string; councilId: string; what: string }): Promise<void> {
    if (actor.councilId !== look.councilId || actor.personId === look.personId) return;
    const role = actor.roles[0] ?? 'FINANCE_OFFICER';
    await this.database.transaction(NOBODY, (queries) => {
      void queries.query(RECORD_LOOK_UP, [
        this.ids.next(),
        look.councilId,
        look.personId,
        actor.personId,
        role,
        look.what,
        this.clock.now(),
      ]);
    });
  }

  createCouncil(actor: Actor, council: Parameters<IdentityPort['createCouncil']>[1]): Promise<string> {
    return this.register.council(actor, council);
  }

  createOrganisations(
    actor: Actor,
    organisations: readonly { id: string; kind: OrganisationKind; name: string }[],
  ): Promise<void> {
    return this.register.organisations(actor, organisations);
  }

  registerPeople(actor: Actor, people: readonly RegisterPerson[]): Promise<readonly string[]> {
    return this.register.people(actor, people);
  }

  registerFirstOperator(person: RegisterPerson): Promise<string> {
    return this.register.firstOperator(person);
  }

  addClients(actor: Actor, councilId: string, clients: readonly AddClient[]): Promise<void> {
    return this.register.clients(actor, councilId, clients);
  }

  setPolicy(
    actor: Actor,
    councilId: string,
    policies: readonly { key: PolicyKey; value: unknown; from: string }[],
  ): Promise<void> {
    return this.register.policies(actor, councilId, policies);
  }

  grantMandateWithEvidence(actor: Actor, councilId: string, mandate: GrantMandate): Promise<string> {
    return this.mandates.giveWithEvidence(actor, councilId, mandate);
  }

  endMandate(actor: Actor, mandateId: string): Promise<void> {
    return this.mandates.end(actor, mandateId);
  }

  async sweepSessions(): Promise<void> {
    await this.database.call(SWEEP, [new Date(this.clock.now().getTime() - KEEP_MS)]);
  }
}
