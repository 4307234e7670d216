import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  isId,
  londonDate,
  type OperationContext,
  orRefusal,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import {
  type AgreeSelfBillingInput,
  type AnswerSelfBillingInput,
  type OurLegalDetailsInput,
  SELF_BILLING,
  type SelfBillingPort,
} from '../contract/self-billing.port.js';
import { COUNCIL_WORDS, SELF_BILLING_WORDS } from '../domain/self-billing.js';
import { SelfBillingRepository, type SelfBillingRow } from '../persistence/self-billing.repository.js';
import { nameOf } from './names.js';

type View = Readonly<Record<string, unknown>>;

interface SaveInput extends Omit<OurLegalDetailsInput, 'endpoint' | 'addressLines'> {
  readonly addressLines?: readonly string[] | null;
  readonly endpointScheme?: string | null;
  readonly endpointId?: string | null;
}

function agreementView(row: SelfBillingRow): View {
  return {
    __typename: 'SelfBillingAgreement',
    id: row.id,
    councilId: row.council_id,
    provider: { id: row.provider_id },
    prefix: row.prefix,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    words: row.words,
    agreedBy: row.agreed_by,
    agreedAt: row.agreed_at,
    endedAt: row.ended_at,
    state: row.declined_at === null ? (row.countersigned_at === null ? 'WAITS' : 'SIGNED') : 'DECLINED',
    councilWords: row.council_words ?? COUNCIL_WORDS,
    countersignedBy: row.countersigned_by,
    countersignedAt: row.countersigned_at,
    declinedReason: row.decline_reason,
  };
}

/** @throws Refusal INVALID_INPUT on `endpointId` */
function endpointOf({
  endpointScheme: scheme = null,
  endpointId: id = null,
}: SaveInput): OurLegalDetailsInput['endpoint'] {
  if (scheme === null && id === null) return null;
  if (id === null || (scheme !== '0060' && scheme !== '0088' && scheme !== '9932'))
    throw Refusal.invalid(
      'endpointId',
      'Choose what kind of electronic address it is, and give it, or leave both empty.',
    );
  return { scheme, id };
}

@Resolver('SelfBillingAgreement')
export class SelfBillingResolver {
  constructor(
    private readonly agreements: SelfBillingRepository,
    @Inject(SELF_BILLING) private readonly billing: SelfBillingPort,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('selfBillingAgreements')
  async list(@Context() context: OperationContext): Promise<View[]> {
    const { actor } = context;
    const subject = { organisationId: actor?.organisationId ?? null, councilId: actor?.councilId ?? null };
    if (!actor || !mayDo(actor, 'selfBillingAgreements', subject)) return [];
    return (await this.agreements.all(context.reads)).map(agreementView);
  }

  @Query('selfBillingOffer')
  async offer(@Context() context: OperationContext): Promise<View | null> {
    const providerId = context.actor?.organisationId ?? null;
    if (
      !context.actor ||
      providerId === null ||
      !mayDo(context.actor, 'selfBillingOffer', { organisationId: providerId })
    )
      return null;
    const councils = await this.agreements.councilsOf(context.reads, providerId);
    return { words: SELF_BILLING_WORDS, councils: councils.map((one) => ({ id: one.council_id, name: one.name })) };
  }

  @Query('legalDetails')
  async legalDetails(
    @Args('providerId') providerId: string | null,
    @Context() context: OperationContext,
  ): Promise<View | null> {
    const { actor } = context;
    const asked = providerId ?? actor?.organisationId ?? null;
    if (!actor || asked === null || !isId(asked)) return null;
    if (!mayDo(actor, 'legalDetails', { organisationId: asked, councilId: actor.councilId })) return null;
    return this.detailsOf(context, asked);
  }

  @ResolveField('councilName')
  councilName(@Parent() { councilId }: { councilId: string }, @Context() context: OperationContext): Promise<string> {
    return nameOf(context, 'COUNCIL', councilId);
  }

  @ResolveField('agreedByName')
  agreedByName(@Parent() { agreedBy }: { agreedBy: string }, @Context() context: OperationContext): Promise<string> {
    return nameOf(context, 'PERSON', agreedBy);
  }

  @ResolveField('countersignedByName')
  async countersignedByName(
    @Parent() { countersignedBy }: { countersignedBy: string | null },
    @Context() context: OperationContext,
  ): Promise<string | null> {
    return countersignedBy === null ? null : nameOf(context, 'PERSON', countersignedBy);
  }

  @Mutation('answerSelfBilling')
  answer(
    @Args('input') input: AnswerSelfBillingInput,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => this.seen(context, await this.billing.answer(context.signedIn(), input)));
  }

  @Mutation('agreeSelfBilling')
  agree(
    @Args('input') input: AgreeSelfBillingInput,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => this.seen(context, await this.billing.agree(context.signedIn(), input)));
  }

  @Mutation('endSelfBilling')
  end(
    @Args('agreementId') agreementId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      // One that has not begun is gone when it is ended.
      const before = isId(agreementId) ? await this.agreements.byId(context.reads, agreementId) : null;
      const id = await this.billing.end(context.signedIn(), { agreementId, idempotencyKey });
      const after = await this.agreements.byId(context.reads, id);
      const row = after ?? before;
      if (!row) throw Refusal.notFound();
      return agreementView(row);
    });
  }

  @Mutation('saveLegalDetails')
  save(@Args('input') input: SaveInput, @Context() context: OperationContext): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      const actor = context.signedIn();
      await this.billing.saveLegalDetails(actor, {
        idempotencyKey: input.idempotencyKey,
        legalName: input.legalName,
        addressLines: input.addressLines ?? [],
        town: input.town ?? null,
        postcode: input.postcode ?? null,
        vatNumber: input.vatNumber ?? null,
        taxReference: input.taxReference ?? null,
        companyNumber: input.companyNumber ?? null,
        endpoint: endpointOf(input),
      });
      const saved = await this.detailsOf(context, actor.organisationId ?? '');
      if (!saved) throw Refusal.notFound();
      return saved;
    });
  }

  private async detailsOf(context: OperationContext, organisationId: string): Promise<View | null> {
    const row = await this.agreements.legalDetails(context.reads, organisationId, londonDate(this.clock.now()));
    return row?.details ? { __typename: 'LegalDetails', ...row.details, from: row.covers_from } : null;
  }

  private async seen(context: OperationContext, id: string): Promise<View> {
    const row = await this.agreements.byId(context.reads, id);
    if (!row) throw Refusal.notFound();
    return agreementView(row);
  }
}
