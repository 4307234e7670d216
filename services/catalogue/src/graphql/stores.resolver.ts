import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  inOrderOf,
  isId,
  londonDate,
  type OperationContext,
  orRefusal,
  type Pence,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import {
  type OwnServiceInput,
  type OwnVariantInput,
  type ServiceChange,
  type StoreChecksInput,
  type StoreInput,
  STORES,
  type StoresPort,
} from '../contract/stores.port.js';
import {
  type AcceptedByRow,
  type CouncilDecisionRow,
  type OwnServiceRow,
  type OwnStoreRow,
  type OwnVariantRow,
  type ShownChecksRow,
  storeReads,
  type StoreToCheckRow,
} from '../persistence/stores.repository.js';
import type { GuideAnswer } from '../domain/guide-answers.js';
import { GuideStore } from '../use-cases/guide-store.js';
import { grouped } from './catalogue.loaders.js';

const CHECKS = Symbol('Papers by provider');
const ACCEPTED_BY = Symbol('Councils that accepted, by provider');
const OWN_VARIANTS = Symbol('Own variants by service');

interface SavedStore {
  readonly __typename: 'SavedStore';
  readonly store: OwnStoreRow;
}
interface SavedService {
  readonly __typename: 'SavedService';
  readonly service: OwnServiceRow;
}
type VariantArgs = Omit<OwnVariantInput, 'publicUnitPricePence' | 'id' | 'timeBand' | 'durationMinutes'> & {
  readonly id?: string | null;
  readonly publicPricePence: Pence;
  readonly timeBand?: OwnVariantInput['timeBand'];
  readonly durationMinutes?: number | null;
};
type ServiceArgs = Omit<OwnServiceInput, 'id' | 'radiusMiles' | 'nextAvailableOn'> & {
  readonly id?: string | null;
  readonly radiusMiles?: number | null;
  readonly nextAvailableOn?: string | null;
};
type StoreArgs = Omit<StoreInput, 'website' | 'cqcLocationId'> & Partial<Pick<StoreInput, 'website' | 'cqcLocationId'>>;

/** A provider's own store, its papers, and the officers' look at them. */
@Resolver()
export class StoresResolver {
  constructor(
    @Inject(STORES) private readonly stores: StoresPort,
    private readonly guide: GuideStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('ownStore')
  async ownStore(@Context() context: OperationContext): Promise<OwnStoreRow | null> {
    const organisationId = context.actor?.organisationId ?? null;
    if (!context.actor || organisationId === null || !mayDo(context.actor, 'ownStore', { organisationId })) return null;
    return (await storeReads.ownStore(context.reads, organisationId))[0] ?? null;
  }

  @Query('storeChecksToLookAt')
  async storeChecksToLookAt(@Context() context: OperationContext): Promise<readonly StoreToCheckRow[]> {
    const councilId = context.actor?.councilId ?? null;
    if (!context.actor || councilId === null || !mayDo(context.actor, 'storeChecksToLookAt', { councilId })) return [];
    return storeReads.toLookAt(context.reads, councilId, this.today());
  }

  @Mutation('saveStore')
  saveStore(
    @Args('input') input: StoreArgs,
    @Args('idempotencyKey') key: string,
    @Context() context: OperationContext,
  ): Promise<SavedStore | RefusalMember> {
    const store = { ...input, website: input.website ?? null, cqcLocationId: input.cqcLocationId ?? null };
    return orRefusal(async () => {
      await this.stores.saveStore(context.signedIn(), store, key);
      return this.savedStore(context);
    });
  }

  @Mutation('saveStoreChecks')
  saveStoreChecks(
    @Args('input') input: Partial<StoreChecksInput>,
    @Args('idempotencyKey') key: string,
    @Context() context: OperationContext,
  ): Promise<SavedStore | RefusalMember> {
    const papers: StoreChecksInput = {
      safeguardingStatement: input.safeguardingStatement ?? null,
      safeguardingUntil: input.safeguardingUntil ?? null,
      insurer: input.insurer ?? null,
      policyNumber: input.policyNumber ?? null,
      insuredUntil: input.insuredUntil ?? null,
      dbsOn: input.dbsOn ?? null,
      dbsUntil: input.dbsUntil ?? null,
    };
    return orRefusal(async () => {
      await this.stores.saveStoreChecks(context.signedIn(), papers, key);
      return this.savedStore(context);
    });
  }

  @Mutation('decideStoreChecks')
  decideStoreChecks(
    @Args('providerId') providerId: string,
    @Args('checkNumber') checkNumber: number,
    @Args('accept') accept: boolean,
    @Args('reason') reason: string | null,
    @Args('idempotencyKey') key: string,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | { readonly __typename: 'StoreChecksDecided'; readonly accepted: boolean }> {
    return orRefusal(async () => {
      const input = { providerId, checkNumber, accept, reason: reason ?? null };
      await this.stores.decideStoreChecks(context.signedIn(), input, key);
      return { __typename: 'StoreChecksDecided', accepted: accept };
    });
  }

  @Mutation('saveService')
  saveService(
    @Args('input') input: ServiceArgs,
    @Args('idempotencyKey') key: string,
    @Context() context: OperationContext,
  ): Promise<SavedService | RefusalMember> {
    const { id = null, radiusMiles = null, nextAvailableOn = null } = input;
    return orRefusal(async () => {
      const service = { ...input, id, radiusMiles, nextAvailableOn };
      return this.savedService(context, await this.stores.saveService(context.signedIn(), service, key));
    });
  }

  @Mutation('saveVariant')
  saveVariant(
    @Args('input') { publicPricePence, ...input }: VariantArgs,
    @Args('idempotencyKey') key: string,
    @Context() context: OperationContext,
  ): Promise<SavedService | RefusalMember> {
    const { id = null, timeBand = null, durationMinutes = null } = input;
    const variant = { ...input, id, timeBand, durationMinutes, publicUnitPricePence: publicPricePence };
    return orRefusal(async () => {
      await this.stores.saveVariant(context.signedIn(), variant, key);
      return this.savedService(context, input.serviceId);
    });
  }

  @Mutation('changeService')
  changeService(
    @Args('serviceId') serviceId: string,
    @Args('change') change: ServiceChange,
    @Args('publishOn') publishOn: string | null,
    @Args('idempotencyKey') key: string,
    @Context() context: OperationContext,
  ): Promise<SavedService | RefusalMember> {
    return orRefusal(async () => {
      const input = { serviceId, change, publishOn: publishOn ?? null };
      await this.stores.changeService(context.signedIn(), input, key);
      return this.savedService(context, serviceId);
    });
  }

  @Query('guideAnswers')
  async guideAnswers(@Context() context: OperationContext): Promise<readonly GuideAnswer[]> {
    const organisationId = context.actor?.organisationId ?? null;
    if (!context.actor || organisationId === null || !mayDo(context.actor, 'guideAnswers', { organisationId }))
      return [];
    return storeReads.guideAnswers(context.reads, organisationId);
  }

  @Mutation('saveGuideAnswers')
  saveGuideAnswers(
    @Args('answers') answers: readonly GuideAnswer[],
    @Args('idempotencyKey') key: string,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | { readonly __typename: 'SavedGuide'; readonly answers: readonly GuideAnswer[] }> {
    return orRefusal(async () => {
      await this.guide.save(context.signedIn(), answers, key);
      return { __typename: 'SavedGuide', answers: await this.guideAnswers(context) };
    });
  }

  @Mutation('finishGuide')
  finishGuide(
    @Args('publish') publish: boolean,
    @Args('idempotencyKey') key: string,
    @Context() context: OperationContext,
  ): Promise<SavedStore | RefusalMember> {
    return orRefusal(async () => {
      await this.guide.finish(context.signedIn(), publish, key);
      return this.savedStore(context);
    });
  }

  private async savedStore(context: OperationContext): Promise<SavedStore> {
    const store = await this.ownStore(context);
    if (!store) throw Refusal.notFound();
    return { __typename: 'SavedStore', store };
  }

  private async savedService(context: OperationContext, id: string): Promise<SavedService> {
    const own = context.signedIn().organisationId;
    const [service] = own === null || !isId(id) ? [] : await storeReads.ownService(context.reads, own, id);
    if (!service) throw Refusal.notFound();
    return { __typename: 'SavedService', service };
  }

  private today(): string {
    return londonDate(this.clock.now());
  }
}

/** Public fields of a provider that its papers and councils give. */
@Resolver('Provider')
export class ProviderChecksResolver {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  @ResolveField('checks')
  checks(
    @Parent() provider: { readonly id: string },
    @Context() context: OperationContext,
  ): Promise<ShownChecksRow | null> {
    return loadChecks(context, provider.id, londonDate(this.clock.now()));
  }

  @ResolveField('acceptedBy')
  async acceptedBy(
    @Parent() provider: { readonly id: string },
    @Context() context: OperationContext,
  ): Promise<readonly AcceptedByRow[]> {
    const today = londonDate(this.clock.now());
    const rows = await context
      .loader<AcceptedByRow[]>(ACCEPTED_BY, async (ids, { reads }) =>
        grouped(ids, await storeReads.acceptedBy(reads, ids, today), (row) => row.providerId),
      )
      .load(provider.id);
    return rows ?? [];
  }
}

function loadChecks(context: OperationContext, providerId: string, today: string): Promise<ShownChecksRow | null> {
  return context
    .loader<ShownChecksRow & { readonly id: string }>(CHECKS, async (ids, { reads }) =>
      inOrderOf(ids, await storeReads.shownChecks(reads, ids, today), (row) => row.id),
    )
    .load(providerId);
}

@Resolver('OwnStore')
export class OwnStoreResolver {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  @ResolveField('checks')
  checks(@Parent() store: OwnStoreRow, @Context() context: OperationContext): Promise<ShownChecksRow | null> {
    return loadChecks(context, store.id, londonDate(this.clock.now()));
  }

  @ResolveField('decisions')
  decisions(
    @Parent() store: OwnStoreRow,
    @Context() context: OperationContext,
  ): Promise<readonly CouncilDecisionRow[]> {
    return storeReads.decisions(context.reads, store.id);
  }

  @ResolveField('services')
  services(@Parent() store: OwnStoreRow, @Context() context: OperationContext): Promise<readonly OwnServiceRow[]> {
    return storeReads.ownServices(context.reads, store.id);
  }
}

@Resolver('OwnService')
export class OwnServiceResolver {
  @ResolveField('variants')
  async variants(
    @Parent() service: OwnServiceRow,
    @Context() context: OperationContext,
  ): Promise<readonly OwnVariantRow[]> {
    const rows = await context
      .loader<OwnVariantRow[]>(OWN_VARIANTS, async (ids, { reads }) =>
        grouped(ids, await storeReads.ownVariants(reads, ids), (row) => row.serviceId),
      )
      .load(service.id);
    return rows ?? [];
  }
}

@Resolver('StoreToCheck')
export class StoreToCheckResolver {
  @ResolveField('checks')
  checks(@Parent() store: StoreToCheckRow): ShownChecksRow {
    return store;
  }
}
