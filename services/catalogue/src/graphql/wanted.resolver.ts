import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  inOrderOf,
  londonDate,
  type OperationContext,
  orRefusal,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import type { AnswerWantedInput, SaveWantedInput } from '../contract/wanted.port.js';
import { catalogueReads, type ListingRow, type ServiceRow } from '../persistence/catalogue.repository.js';
import { type WantedAnswerRow, wantedReads } from '../persistence/wanted.repository.js';
import { KeepWanted } from '../use-cases/keep-wanted.js';
import { loadService } from './catalogue.loaders.js';
import { listingView, type ListingView } from './listing.view.js';

const ANSWERS = Symbol('Answers by wish');
const LISTING_BY_ID = Symbol('Listing by id');

interface SavedListing {
  readonly __typename: 'SavedListing';
  readonly listing: ListingView;
}
interface SavedWantedAnswer {
  readonly __typename: 'SavedWantedAnswer';
  readonly answerId: string;
}

@Resolver('CommunityListing')
export class WantedResolver {
  constructor(
    private readonly wanted: KeepWanted,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('myWanted')
  async myWanted(@Context() { actor, reads }: OperationContext): Promise<ListingView[]> {
    if (!actor) return [];
    const rows = await catalogueReads.wantedOf(reads, londonDate(this.clock.now()), actor.personId);
    return rows.map(listingView);
  }

  @Query('wantedAnswersToModerate')
  async waiting(@Context() { actor, reads }: OperationContext): Promise<readonly WantedAnswerRow[]> {
    const councilId = actor?.councilId ?? null;
    if (!actor || councilId === null || !mayDo(actor, 'wantedAnswersToModerate', { councilId })) return [];
    return wantedReads.waiting(reads, councilId);
  }

  @Mutation('saveWanted')
  save(
    @Args('input') input: SaveWantedInput,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | SavedListing> {
    return orRefusal(async () => this.saved(await this.wanted.saveWanted(context.signedIn(), input), context));
  }

  @Mutation('settleWanted')
  settle(
    @Args('id') id: string,
    @Args('close') close: boolean,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | SavedListing> {
    return orRefusal(async () => {
      await this.wanted.settleWanted(context.signedIn(), id, close);
      return this.saved(id, context);
    });
  }

  @Mutation('answerWanted')
  answer(
    @Args('input') input: AnswerWantedInput,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | SavedWantedAnswer> {
    return orRefusal(async () => {
      const answerId = await this.wanted.answerWanted(context.signedIn(), input);
      return { __typename: 'SavedWantedAnswer', answerId } as const;
    });
  }

  @Mutation('moderateWantedAnswer')
  moderate(
    @Args('id') id: string,
    @Args('publish') publish: boolean,
    @Args('reason') reason: string | null,
    @Args('seen') seen: string | null,
    @Context() context: OperationContext,
  ): Promise<RefusalMember | SavedWantedAnswer> {
    return orRefusal(async () => {
      const input = { id, publish, reason: reason ?? null, seen: seen ?? null };
      await this.wanted.moderateWantedAnswer(context.signedIn(), input);
      return { __typename: 'SavedWantedAnswer', answerId: id } as const;
    });
  }

  @ResolveField('answers')
  async answers(
    @Parent() listing: ListingView,
    @Context() context: OperationContext,
  ): Promise<readonly WantedAnswerRow[]> {
    if (listing.kind !== 'WANTED') return [];
    const rows = await context
      .loader<WantedAnswerRow[]>(ANSWERS, async (ids, { reads }) => {
        const all = await wantedReads.answers(reads, ids);
        return ids.map((id) => all.filter(({ wantedId }) => wantedId === id));
      })
      .load(listing.id);
    return rows ?? [];
  }

  private async saved(id: string, context: OperationContext): Promise<SavedListing> {
    const [row] = await catalogueReads.listings(context.reads, londonDate(this.clock.now()), [id]);
    if (!row) throw Refusal.notFound();
    return { __typename: 'SavedListing', listing: listingView(row) };
  }
}

@Resolver('WantedAnswer')
export class WantedAnswerResolver {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  private async load(context: OperationContext, id: string): Promise<ListingView | null> {
    const row = await context
      .loader<ListingRow>(LISTING_BY_ID, async (ids, { reads }) =>
        inOrderOf(
          ids,
          await catalogueReads.listings(reads, londonDate(this.clock.now()), ids),
          (listing) => listing.id,
        ),
      )
      .load(id);
    return row && listingView(row);
  }

  @ResolveField('service')
  service(@Parent() answer: WantedAnswerRow, @Context() context: OperationContext): Promise<ServiceRow | null> | null {
    return answer.serviceId === null ? null : loadService(context, answer.serviceId);
  }

  @ResolveField('listing')
  listing(@Parent() answer: WantedAnswerRow, @Context() context: OperationContext): Promise<ListingView | null> | null {
    return answer.listingId === null ? null : this.load(context, answer.listingId);
  }

  @ResolveField('wanted')
  async wanted(@Parent() answer: WantedAnswerRow, @Context() context: OperationContext): Promise<ListingView> {
    const wanted = await this.load(context, answer.wantedId);
    if (!wanted) throw Refusal.notFound();
    return wanted;
  }
}
