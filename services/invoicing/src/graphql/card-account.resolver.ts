import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import { type OperationContext, orRefusal, Refusal, type RefusalMember } from '@owncourse/kernel/contract';
import { CARDS, type CardsPort } from '../contract/cards.port.js';
import { CardRepository } from '../persistence/card.repository.js';
import { accountState, chargeView, type View } from './card.view.js';

const MOST = 100;

/** How a provider is paid by card. */
@Resolver('OurCardAccount')
export class ProviderCardResolver {
  constructor(
    private readonly repository: CardRepository,
    @Inject(CARDS) private readonly cards: CardsPort,
  ) {}

  @Query('ourCardAccount')
  async ours(@Context() context: OperationContext): Promise<View | null> {
    const { actor, reads } = context;
    const providerId = actor?.organisationId ?? null;
    if (!actor || providerId === null || !mayDo(actor, 'ourCardAccount', { organisationId: providerId })) return null;
    const [account, charges] = await Promise.all([
      this.repository.account(reads, providerId),
      this.repository.ofProvider(reads, providerId, MOST),
    ]);
    return {
      __typename: 'OurCardAccount',
      setUp: this.cards.isSetUp,
      state: accountState(account),
      askedCount: account?.asked_count ?? 0,
      mayStart: mayDo(actor, 'startCardAccount', { organisationId: providerId }),
      charges: charges.map(chargeView),
    };
  }

  @Mutation('startCardAccount')
  start(
    @Args('input') input: { readonly idempotencyKey: string },
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => ({
      __typename: 'CardPage',
      url: await this.cards.startAccount(context.signedIn(), input),
    }));
  }

  @Mutation('lookAtCardAccount')
  look(@Context() context: OperationContext): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      await this.cards.lookAtAccount(context.signedIn());
      const ours = await this.ours(context);
      if (!ours) throw Refusal.notFound();
      return ours;
    });
  }
}
