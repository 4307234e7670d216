import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  isReadable,
  londonDate,
  NIL_ID,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { requireAccess } from '../contract/access.js';
import { MANDATE_GRANTED, type MandateChanged } from '../contract/events.js';
import type { GrantMandate } from '../contract/identity.port.js';
import { needsEvidence, termsProblems } from '../domain/mandate-terms.js';
import { MandateRepository } from '../persistence/mandate.repository.js';

export interface GiveMandateInput extends Omit<GrantMandate, 'actorPersonId' | 'actorOrganisationId'> {
  readonly actorEmail: string;
  /** Sent twice with the same key, it is given once. */
  readonly idempotencyKey?: string | null;
}

/** What is claimed for a mandate, if it came with a key. */
interface Claim {
  readonly key: string;
  readonly input: unknown;
}

/** Lets somebody act for a person. */
@Injectable()
export class GiveMandate {
  constructor(
    private readonly database: Database,
    private readonly mandates: MandateRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * The person, or the care manager who looks after them, names a helper by e-mail. The same again, while the first runs, is
   * the first. @returns the mandate's id. Refuses SAME_MANDATE when it runs on other papers.
   */
  async give(actor: Actor, input: GiveMandateInput): Promise<string> {
    if (!isId(input.personId)) throw Refusal.notFound();
    requireAccess(actor, 'grantMandate', { personId: input.personId });
    const isOwn = actor.personId === input.personId;
    const today = londonDate(this.clock.now());
    const councilId = (await this.mandates.fundingCouncil(input.personId, today)) ?? NIL_ID;
    if (needsEvidence(input.type)) {
      if (isOwn && councilId === NIL_ID) throw Refusal.invalid('type', NO_COUNCIL_SEES_PAPERS);
      requireEvidence(isOwn ? null : input.evidence, isOwn);
    }
    // No database looks up signs that no keyboard has; nobody is called so.
    const email = isReadable(input.actorEmail) ? input.actorEmail.trim().slice(0, 320) : '';
    const candidate = await this.mandates.candidate(email);
    const isBroker = input.type === 'BROKER';
    if (
      !candidate ||
      candidate.person_id === input.personId ||
      candidate.person_id === actor.personId ||
      (isBroker && candidate.brokerage_id === null)
    ) {
      // One sentence for every reason, so that nobody learns who has an account here.
      const message =
        'We cannot give permission to this e-mail address. Check it with the person you want to help you.';
      throw Refusal.invalid('actorEmail', message);
    }
    const who =
      isBroker && candidate.brokerage_id !== null
        ? { actorOrganisationId: candidate.brokerage_id }
        : { actorPersonId: candidate.person_id };
    const { idempotencyKey = null, ...rest } = input;
    const mandate = { ...rest, ...who, evidence: isOwn ? null : (input.evidence ?? null) };
    return this.write(
      actor,
      councilId,
      mandate,
      today,
      idempotencyKey === null ? null : { key: idempotencyKey, input: rest },
    );
  }

  /** An officer of the council that knows the person, who has seen the papers. @returns the mandate's id */
  async giveWithEvidence(actor: Actor, councilId: string, mandate: GrantMandate): Promise<string> {
    requireAccess(actor, 'grantMandateWithEvidence', { councilId });
    if (!isId(mandate.personId)) throw Refusal.notFound();
    requireEvidence(mandate.evidence, false);
    if (mandate.actorPersonId === mandate.personId || mandate.actorPersonId === actor.personId) {
      throw Refusal.invalid('actorPersonId', 'Nobody records a permission for themselves. Ask another officer.');
    }
    // Another council's person and nobody at all look the same.
    if (!(await this.mandates.isClient(councilId, mandate.personId))) throw Refusal.notFound();
    if (!(await this.mandates.canActForOthers(mandate))) throw Refusal.notFound();
    return this.write(actor, councilId, mandate, mandate.startsOn, null);
  }

  private async write(
    actor: Actor,
    councilId: string,
    mandate: GrantMandate,
    earliest: string,
    claim: Claim | null,
  ): Promise<string> {
    const problems = termsProblems(mandate, earliest);
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    try {
      return await this.insert(actor, councilId, mandate, claim);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'SAME_GRANT') throw error;
      return this.giveBack(actor, String(error.details['mandateId']), claim);
    }
  }

  /** The very same runs already: that is the answer, for this key too. */
  private async giveBack(actor: Actor, mandateId: string, claim: Claim | null): Promise<string> {
    if (!claim) return mandateId;
    const once = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          this.claim(queries, actor, mandateId, claim);
          return mandateId;
        }),
      (stored) => String(stored['mandateId']),
    );
    return once.result;
  }

  private claim(queries: Queries, actor: Actor, mandateId: string, claim: Claim): void {
    const at = this.clock.now();
    void claimKey(queries, {
      actorId: actor.personId,
      operation: 'grantMandate',
      ...claim,
      result: { mandateId },
      at,
    });
  }

  private async insert(actor: Actor, councilId: string, mandate: GrantMandate, claim: Claim | null): Promise<string> {
    const at = this.clock.now();
    const mandateId = this.ids.next();
    const payload: MandateChanged = { mandateId, personId: mandate.personId };
    const once = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          if (claim) this.claim(queries, actor, mandateId, claim);
          void this.mandates.insert(queries, { ...mandate, id: mandateId, councilId }, at, actor.personId);
          void appendEvent(queries, {
            id: this.ids.next(),
            type: MANDATE_GRANTED,
            version: 1,
            councilId: councilId === NIL_ID ? null : councilId,
            payload: { ...payload },
            occurredAt: at,
          });
          return mandateId;
        }),
      (stored) => String(stored['mandateId']),
    );
    return once.result;
  }
}

/** Nobody here can see papers without a council; what an attorney or a deputy can do today stands on the page, too. */
const NO_COUNCIL_SEES_PAPERS =
  'No council looks after you here, so nobody can see the papers for this. Choose somebody you know, or a broker. An attorney or deputy cannot be put down here yet: they can ring providers and show them their papers.';

function requireEvidence(evidence: string | null | undefined, isOwn: boolean): void {
  if (isOwn) throw Refusal.invalid('type', 'Your council has to see the papers for this. Ask your care manager.');
  if (!evidence?.trim()) throw Refusal.invalid('evidence', 'Say which papers you have seen.');
}
