import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  appendEvent,
  CLOCK,
  type Clock,
  Database,
  type FieldProblem,
  IDS,
  type IdSource,
  isDay,
  isId,
  londonDate,
  NIL_ID,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import type { GrantMandate } from '../contract/identity.port.js';
import { mayDo, requireAccess } from '../contract/access.js';
import { IdentityRepository, type MandateRow } from '../persistence/identity.repository.js';

const GRANT = statement('identity.grant-mandate', 'select identity.grant_mandate($1, $2, $3)');
const END = statement('identity.end-mandate', 'select identity.end_mandate($1, $2, $3)');
const CANDIDATE = statement('identity.mandate-candidate', 'select * from identity.mandate_candidate($1)');
const FUNDING = statement('identity.funding-council', 'select identity.funding_council($1, $2) as council_id');
const SCOPES = ['VIEW', 'ORDER', 'CONFIRM', 'PAY'];

export interface GiveMandateInput {
  readonly personId: string;
  readonly actorEmail: string;
  readonly type: GrantMandate['type'];
  readonly scopes: GrantMandate['scopes'];
  readonly startsOn: string;
  readonly endsOn?: string | null;
  readonly perOrderLimitPence?: bigint | null;
  readonly perMonthLimitPence?: bigint | null;
}

@Injectable()
export class GiveMandate {
  constructor(
    private readonly database: Database,
    private readonly repository: IdentityRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** The person lets somebody act for them, named by e-mail. @returns the mandate's id */
  async give(actor: Actor, input: GiveMandateInput): Promise<string> {
    if (!isId(input.personId)) throw Refusal.notFound();
    requireAccess(actor, 'grantMandate', { personId: input.personId });
    const [candidate] = await this.database.call<{ person_id: string; brokerage_id: string | null }>(CANDIDATE, [
      input.actorEmail.trim(),
    ]);
    if (
      !candidate ||
      candidate.person_id === input.personId ||
      (input.type === 'BROKER' && candidate.brokerage_id === null)
    ) {
      throw Refusal.invalid(
        'actorEmail',
        'We cannot give permission to this e-mail address. Check it with the person you want to help you.',
      );
    }
    const today = londonDate(this.clock.now());
    const [funding] = await this.database.call<{ council_id: string | null }>(FUNDING, [input.personId, today]);
    const who =
      input.type === 'BROKER' && candidate.brokerage_id !== null
        ? { actorOrganisationId: candidate.brokerage_id }
        : { actorPersonId: candidate.person_id };
    return this.write(actor, funding?.council_id ?? NIL_ID, { ...input, ...who }, today);
  }

  /** An officer who has seen the evidence. @returns the mandate's id */
  giveWithEvidence(actor: Actor, councilId: string, mandate: GrantMandate): Promise<string> {
    requireAccess(actor, 'grantMandateWithEvidence', { councilId });
    if (!mandate.evidence) throw Refusal.invalid('evidence', 'Say which papers you have seen.');
    return this.write(actor, councilId, mandate, mandate.startsOn);
  }

  /** Takes effect at the next request. Whoever gave it, holds it, or looks after the person may end it. */
  async end(actor: Actor, mandateId: string): Promise<void> {
    const mandate = isId(mandateId) ? await this.visible(actor, mandateId) : null;
    if (!mandate) throw Refusal.notFound();
    const holds =
      mandate.actor_person_id === actor.personId ||
      (mandate.actor_organisation_id !== NIL_ID && mandate.actor_organisation_id === actor.organisationId);
    if (!holds && !mayDo(actor, 'grantMandate', { personId: mandate.person_id })) throw Refusal.notFound();
    const at = this.clock.now();
    await this.database.transaction(rowScope(actor), (queries) => {
      void queries.query(END, [mandateId, at, actor.personId]);
      void appendEvent(queries, {
        id: this.ids.next(),
        type: 'identity.mandate-ended',
        version: 1,
        councilId: mandate.council_id,
        payload: { mandateId },
        occurredAt: at,
      });
    });
  }

  visible(actor: Actor, mandateId: string): Promise<MandateRow | null> {
    return this.database.transaction(rowScope(actor), (queries) => this.repository.mandate(queries, mandateId));
  }

  private async write(actor: Actor, councilId: string, mandate: GrantMandate, today: string): Promise<string> {
    const problems = mandateProblems(mandate, today);
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    const at = this.clock.now();
    const id = this.ids.next();
    const row = {
      ...mandate,
      id,
      councilId,
      perOrderLimitPence: mandate.perOrderLimitPence?.toString() ?? null,
      perMonthLimitPence: mandate.perMonthLimitPence?.toString() ?? null,
    };
    await this.database.transaction(rowScope(actor), (queries) => {
      void queries.query(GRANT, [JSON.stringify(row), at, actor.personId]);
      void appendEvent(queries, {
        id: this.ids.next(),
        type: 'identity.mandate-granted',
        version: 1,
        councilId,
        payload: { mandateId: id },
        occurredAt: at,
      });
    });
    return id;
  }
}

function mandateProblems(mandate: GrantMandate, today: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (mandate.scopes.length === 0 || mandate.scopes.some((scope) => !SCOPES.includes(scope)))
    problems.push({ field: 'scopes', message: 'Choose at least one thing they may do.' });
  if (!isDay(mandate.startsOn) || mandate.startsOn < today)
    problems.push({ field: 'startsOn', message: 'Choose today or a later day.' });
  if (mandate.endsOn && (!isDay(mandate.endsOn) || mandate.endsOn < mandate.startsOn))
    problems.push({ field: 'endsOn', message: 'The last day must not be before the first.' });
  if (
    mandate.perOrderLimitPence !== null &&
    mandate.perOrderLimitPence !== undefined &&
    mandate.perOrderLimitPence <= 0n
  )
    problems.push({ field: 'perOrderLimitPence', message: 'Write a sum of more than zero, or leave it empty.' });
  if (
    mandate.perMonthLimitPence !== null &&
    mandate.perMonthLimitPence !== undefined &&
    mandate.perMonthLimitPence <= 0n
  )
    problems.push({ field: 'perMonthLimitPence', message: 'Write a sum of more than zero, or leave it empty.' });
  return problems;
}
