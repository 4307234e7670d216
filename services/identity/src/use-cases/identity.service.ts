import { Inject, Injectable } from '@nestjs/common';
import { type Actor, CLOCK, type Clock, IDS, type IdSource, Refusal } from '@owncourse/kernel/contract';
import type {
  AddClient,
  GrantMandate,
  IdentityPort,
  OrganisationKind,
  PolicyKey,
  RecordLife,
  RegisterPerson,
  ViewerSummary,
} from '../contract/identity.port.js';
import { officerRole } from '../domain/role-places.js';
import { IdentityRepository } from '../persistence/identity.repository.js';
import { SessionRepository } from '../persistence/session.repository.js';
import { DeclareConflict } from './declare-conflict.js';
import { EndMandate } from './end-mandate.js';
import { GiveMandate } from './give-mandate.js';
import { MindMandates } from './mind-mandates.js';
import { RecordLifeEvents } from './record-life.js';
import { Register } from './register.js';
import { hashToken, SignIn } from './sign-in.js';

const KEEP_MS = 30 * 24 * 3_600_000;

/** The door of identity: one line a verb. */
@Injectable()
export class IdentityService implements IdentityPort {
  constructor(
    private readonly repository: IdentityRepository,
    private readonly sessions: SessionRepository,
    private readonly signing: SignIn,
    private readonly giving: GiveMandate,
    private readonly ending: EndMandate,
    private readonly register: Register,
    private readonly living: RecordLifeEvents,
    private readonly declaring: DeclareConflict,
    private readonly minding: MindMandates,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  resolveSession(token: string): Promise<Actor | null> {
    return this.sessions.resolve(hashToken(token), this.clock.now());
  }

  async actorFor(personId: string): Promise<Actor> {
    const actor = await this.repository.actor(personId, this.clock.now());
    if (!actor) throw Refusal.notFound();
    return actor;
  }

  async viewerSummary(actor: Actor): Promise<ViewerSummary> {
    const councilId = actor.councilId ?? actor.fundingCouncilId;
    const [councils, organisationName] = await Promise.all([
      councilId === null ? [] : this.repository.allCouncils(),
      actor.organisationId === null ? null : this.repository.organisationName(actor.organisationId),
    ]);
    return {
      personId: actor.personId,
      displayName: actor.name,
      roles: actor.roles,
      councilKey: councils.find((council) => council.id === councilId)?.key ?? null,
      organisationName,
    };
  }

  hashPassword(password: string): Promise<string> {
    return this.signing.hashPassword(password);
  }

  policy(councilId: string, key: PolicyKey, on: string): Promise<unknown> {
    return this.repository.policy(councilId, key, on);
  }

  async recordLookUp(actor: Actor, look: { personId: string; councilId: string; what: string }): Promise<void> {
    const role = officerRole(actor.roles);
    if (role === null || actor.councilId !== look.councilId || actor.personId === look.personId) return;
    await this.repository.insertLookUp({
      ...look,
      id: this.ids.next(),
      officerId: actor.personId,
      officerRole: role,
      at: this.clock.now(),
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
    return this.giving.giveWithEvidence(actor, councilId, mandate);
  }

  endMandate(actor: Actor, mandateId: string, inPrivate = false): Promise<void> {
    return this.ending.run(actor, mandateId, inPrivate);
  }

  recordLife(actor: Actor, record: RecordLife): Promise<readonly string[]> {
    return this.living.record(actor, record);
  }

  linkOrganisations(
    actor: Actor,
    links: readonly { organisationId: string; relatedId: string; kind: 'SAME' | 'OWNS' }[],
  ): Promise<void> {
    return this.declaring.link(actor, links);
  }

  declareConflict(actor: Actor, mandateId: string, declaration: string | null): Promise<void> {
    return this.declaring.declare(actor, mandateId, declaration);
  }

  mindMandates(): Promise<number> {
    return this.minding.run();
  }

  sweepSessions(): Promise<void> {
    return this.sessions.sweep(new Date(this.clock.now().getTime() - KEEP_MS));
  }
}
