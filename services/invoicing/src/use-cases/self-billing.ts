import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isDay,
  isId,
  isReadable,
  londonDate,
  NOBODY,
  onceInTransaction,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import {
  SELF_BILLING_ANSWERED,
  SELF_BILLING_ASKED,
  SELF_BILLING_ENDS,
  type SelfBillingAnswered,
  type SelfBillingAsked,
  type SelfBillingEnds,
} from '../contract/events.js';
import type {
  AgreeSelfBillingInput,
  AnswerSelfBillingInput,
  OurLegalDetailsInput,
  SelfBillingPort,
} from '../contract/self-billing.port.js';
import { COUNCIL_WORDS, SELF_BILLING_WORDS, selfBillingProblems } from '../domain/self-billing.js';
import { SelfBillingRepository, type SelfBillingRow } from '../persistence/self-billing.repository.js';
import { billingPartyProblems } from './billing-party-problems.js';
import { IMPORT_PARTIES } from './import-billing-parties.js';

const AGREE = statement(
  'invoicing.agree-self-billing',
  'select invoicing.agree_self_billing($1, $2, $3, $4, $5, $6, $7, $8, $9)',
);
const ANSWER = statement(
  'invoicing.answer-self-billing',
  'select invoicing.answer_self_billing($1, $2, $3, $4, $5, $6)',
);
const END = statement('invoicing.end-self-billing', 'select * from invoicing.end_self_billing($1, $2, $3, $4)');
const ENDS = statement(
  'invoicing.tell-self-billing-ends',
  'select * from invoicing.tell_self_billing_ends($1, $2, $3)',
);
const TELL_DAYS_BEFORE = 28;
const LONGEST_REASON = 500;

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
    return onceInTransaction(
      this.database,
      actor,
      { operation: 'agreeSelfBilling', key: idempotencyKey, input: { councilId, prefix, startsOn, endsOn }, id, at },
      async (queries) => {
        const words = SELF_BILLING_WORDS;
        await queries.query(AGREE, [id, providerId, councilId, prefix, startsOn, endsOn, words, at, actor.personId]);
        const asked: SelfBillingAsked = { agreementId: id, providerId };
        this.say(queries, SELF_BILLING_ASKED, councilId, { ...asked }, at);
      },
    );
  }

  async answer(actor: Actor, input: AnswerSelfBillingInput): Promise<string> {
    const { agreementId, agrees, idempotencyKey } = input;
    const agreement = await this.agreement(actor, agreementId);
    requireAccess(actor, 'answerSelfBilling', { councilId: agreement.council_id });
    const reason = agrees ? null : (input.reason ?? '').trim();
    if (reason !== null && (reason === '' || reason.length > LONGEST_REASON || !isReadable(reason)))
      throw Refusal.invalid('reason', `Say why not, in at most ${LONGEST_REASON} letters. The provider reads it.`);
    const at = this.clock.now();
    const { id } = agreement;
    return onceInTransaction(
      this.database,
      actor,
      { operation: 'answerSelfBilling', key: idempotencyKey, input: { agreementId: id, agrees, reason }, id, at },
      async (queries) => {
        const words = agrees ? COUNCIL_WORDS : null;
        await queries.query(ANSWER, [id, words, reason, londonDate(at), at, actor.personId]);
        const answer =
          reason === null ? ({ outcome: 'SIGNED' } as const) : ({ outcome: 'DECLINED', words: reason } as const);
        this.tellAnswer(queries, agreement, answer, at);
      },
    );
  }

  async end(actor: Actor, input: { readonly agreementId: string; readonly idempotencyKey: string }): Promise<string> {
    const { agreementId, idempotencyKey } = input;
    const agreement = await this.agreement(actor, agreementId);
    requireAccess(actor, 'endSelfBilling', { organisationId: agreement.provider_id, councilId: agreement.council_id });
    const at = this.clock.now();
    const { id } = agreement;
    return onceInTransaction(
      this.database,
      actor,
      { operation: 'endSelfBilling', key: idempotencyKey, input: { agreementId: id }, id, at },
      async (queries) => {
        await queries.query(END, [id, londonDate(at), at, actor.personId]);
        if (agreement.countersigned_at === null) this.tellAnswer(queries, agreement, { outcome: 'TAKEN_BACK' }, at);
        else this.tell(queries, { ...agreement, ends_on: londonDate(at), endedBy: actor.personId }, at);
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
    await onceInTransaction(
      this.database,
      actor,
      { operation: 'saveLegalDetails', key: idempotencyKey, input: { endpoint, ...details }, id: organisationId, at },
      async (queries) => {
        await queries.query(IMPORT_PARTIES, [JSON.stringify([row]), londonDate(at), at, actor.personId]);
      },
    );
  }

  private async agreement(actor: Actor, id: string): Promise<SelfBillingRow> {
    const agreement = isId(id)
      ? await this.database.transaction(rowScope(actor), (queries) => this.agreements.byId(queries, id))
      : null;
    if (!agreement) throw Refusal.notFound();
    return agreement;
  }

  private tellAnswer(
    queries: Queries,
    agreement: SelfBillingRow,
    answer: Pick<SelfBillingAnswered, 'outcome' | 'words'>,
    at: Date,
  ): void {
    const payload: SelfBillingAnswered = { agreementId: agreement.id, providerId: agreement.provider_id, ...answer };
    this.say(queries, SELF_BILLING_ANSWERED, agreement.council_id, { ...payload }, at);
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
    this.say(queries, SELF_BILLING_ENDS, one.council_id, { ...payload }, at);
  }

  private say(queries: Queries, type: string, councilId: string, payload: Record<string, unknown>, at: Date): void {
    void appendEvent(queries, { id: this.ids.next(), type, version: 1, councilId, payload, occurredAt: at });
  }
}
