import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isDay,
  isId,
  londonDate,
  NOBODY,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { SELF_BILLING_ENDS, type SelfBillingEnds } from '../contract/events.js';
import type { AgreeSelfBillingInput, OurLegalDetailsInput, SelfBillingPort } from '../contract/self-billing.port.js';
import { SELF_BILLING_WORDS, selfBillingProblems } from '../domain/self-billing.js';
import { SelfBillingRepository } from '../persistence/self-billing.repository.js';
import { billingPartyProblems } from './billing-party-problems.js';
import { IMPORT_PARTIES } from './import-billing-parties.js';

const AGREE = statement(
  'invoicing.agree-self-billing',
  'select invoicing.agree_self_billing($1, $2, $3, $4, $5, $6, $7, $8, $9)',
);
const END = statement('invoicing.end-self-billing', 'select * from invoicing.end_self_billing($1, $2, $3, $4)');
const ENDS = statement(
  'invoicing.tell-self-billing-ends',
  'select * from invoicing.tell_self_billing_ends($1, $2, $3)',
);
const TELL_DAYS_BEFORE = 28;

@Injectable()
export class SelfBilling implements SelfBillingPort {
  constructor(
    private readonly database: Database,
    private readonly agreements: SelfBillingRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async agree(actor: Actor, input: AgreeSelfBillingInput): Promise<string> {
    const providerId = actor.organisationId;
    requireAccess(actor, 'agreeSelfBilling', { organisationId: providerId });
    const { idempotencyKey, councilId, agrees, startsOn, endsOn } = input;
    const prefix = input.prefix.trim().toUpperCase();
    if (providerId === null || !isId(councilId)) throw Refusal.notFound();
    const at = this.clock.now();
    const days = [startsOn, endsOn].every(isDay);
    const problems = [
      ...(days
        ? selfBillingProblems({ prefix, startsOn, endsOn }, londonDate(at))
        : [{ field: 'endsOn', message: 'Choose days.' }]),
      ...(agrees ? [] : [{ field: 'agrees', message: 'Tick that you agree, or leave it as it is.' }]),
    ];
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    const id = this.ids.next();
    return this.once(
      actor,
      { operation: 'agreeSelfBilling', key: idempotencyKey, input: { councilId, prefix, startsOn, endsOn }, id, at },
      (queries) => {
        const words = SELF_BILLING_WORDS;
        void queries.query(AGREE, [id, providerId, councilId, prefix, startsOn, endsOn, words, at, actor.personId]);
      },
    );
  }

  async end(actor: Actor, input: { readonly agreementId: string; readonly idempotencyKey: string }): Promise<string> {
    const { agreementId, idempotencyKey } = input;
    const agreement = isId(agreementId)
      ? await this.database.transaction(rowScope(actor), (queries) => this.agreements.byId(queries, agreementId))
      : null;
    if (!agreement) throw Refusal.notFound();
    requireAccess(actor, 'endSelfBilling', { organisationId: agreement.provider_id, councilId: agreement.council_id });
    const at = this.clock.now();
    const { id } = agreement;
    return this.once(
      actor,
      { operation: 'endSelfBilling', key: idempotencyKey, input: { agreementId: id }, id, at },
      (queries) => {
        void queries.query(END, [id, londonDate(at), at, actor.personId]);
        this.tell(queries, { ...agreement, ends_on: londonDate(at), endedBy: actor.personId }, at);
      },
    );
  }

  tellOfEnds(): Promise<number> {
    const at = this.clock.now();
    return this.database.transaction(NOBODY, async (queries) => {
      const ending = await queries.query<{ id: string; council_id: string; provider_id: string; ends_on: string }>(
        ENDS,
        [londonDate(at), TELL_DAYS_BEFORE, at],
      );
      for (const one of ending) this.tell(queries, one, at);
      return ending.length;
    });
  }

  async saveLegalDetails(actor: Actor, input: OurLegalDetailsInput): Promise<void> {
    const organisationId = actor.organisationId;
    requireAccess(actor, 'saveLegalDetails', { organisationId });
    if (organisationId === null) throw Refusal.notFound();
    const { idempotencyKey, endpoint, ...details } = input;
    // Its own field is named without the path of a list.
    const problems = billingPartyProblems({ organisationId, endpoint, ...details }, '').map(({ field, message }) => ({
      field: field.replace(/^\./, ''),
      message,
    }));
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    const at = this.clock.now();
    const row = {
      ...details,
      organisationId,
      endpointScheme: endpoint?.scheme ?? null,
      endpointId: endpoint?.id ?? null,
    };
    await this.once(
      actor,
      { operation: 'saveLegalDetails', key: idempotencyKey, input: { endpoint, ...details }, id: organisationId, at },
      (queries) => {
        void queries.query(IMPORT_PARTIES, [JSON.stringify([row]), londonDate(at), at, actor.personId]);
      },
    );
  }

  private tell(
    queries: Queries,
    one: { id: string; council_id: string; provider_id: string; ends_on: string; endedBy?: string },
    at: Date,
  ): void {
    const payload: SelfBillingEnds = {
      agreementId: one.id,
      providerId: one.provider_id,
      endsOn: one.ends_on,
      ...(one.endedBy === undefined ? {} : { endedBy: one.endedBy }),
    };
    void appendEvent(queries, {
      id: this.ids.next(),
      type: SELF_BILLING_ENDS,
      version: 1,
      councilId: one.council_id,
      payload: { ...payload },
      occurredAt: at,
    });
  }

  private async once(
    actor: Actor,
    claim: {
      readonly operation: string;
      readonly key: string;
      readonly input: unknown;
      readonly id: string;
      readonly at: Date;
    },
    work: (queries: Queries) => void,
  ): Promise<string> {
    const { operation, key, input, id, at } = claim;
    const done = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          void claimKey(queries, { actorId: actor.personId, operation, key, input, result: { id }, at });
          work(queries);
          return id;
        }),
      (stored) => String(stored['id']),
    );
    return done.result;
  }
}
