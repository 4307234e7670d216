import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  inOrderOf,
  isId,
  type OperationContext,
  orRefusal,
  Refusal,
  type RefusalMember,
  type Statement,
  statement,
} from '@owncourse/kernel/contract';
import { CARDS, type CardsPort, type ForSomebody, type KeepCardAsked } from '../contract/cards.port.js';
import { payablePeople } from '../domain/payable-people.js';
import { CardRepository, type SellerRow } from '../persistence/card.repository.js';
import { cardView, chargeView, sellerLines, type View } from './card.view.js';

const MOST = 100;
const OPEN = new Set(['DUE', 'ASKING', 'NEEDS_PERSON', 'DECLINED']);
const SELLERS = Symbol('Who is paid');
const TAKES_CARDS = Symbol('Whether a provider takes cards');
const TAKES: Statement = statement(
  'invoicing.providers-that-take-cards',
  'select p as id from unnest($1::uuid[]) p where invoicing.takes_cards(p)',
);

const isForSomebody = ({ forPersonId = null }: ForSomebody): boolean => forPersonId === null || isId(forPersonId);

/** A person's own card, or that of somebody for whom they may pay, and what is paid with it. */
@Resolver('CardCharge')
export class CardResolver {
  constructor(
    private readonly repository: CardRepository,
    @Inject(CARDS) private readonly cards: CardsPort,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('myCard')
  async mine(
    @Args('forPersonId') forPersonId: string | null,
    @Context() context: OperationContext,
  ): Promise<View | null> {
    const { actor, reads } = context;
    const personId = forPersonId ?? actor?.personId ?? '';
    if (!actor || !isId(personId) || !mayDo(actor, 'myCard', { personId })) return null;
    const [card, charges, keeper] = await Promise.all([
      this.repository.card(reads, personId),
      this.repository.toPay(reads, [personId], MOST),
      this.repository.keeper(reads, personId, this.clock.now()),
    ]);
    const open = charges.filter(({ state }) => OPEN.has(state));
    return {
      setUp: this.cards.isSetUp,
      card: cardView(card),
      keptByName: keeper && keeper.id !== actor.personId ? keeper.name : null,
      charges: charges.map(chargeView),
      openPence: open.reduce((sum, one) => sum + one.owed_pence - one.paid_pence, 0n),
    };
  }

  @Query('cardCharge')
  async charge(@Args('id') id: string, @Context() context: OperationContext): Promise<View | null> {
    if (!context.actor || !isId(id)) return null;
    const row = await this.repository.chargeToPay(context.reads, id, payablePeople(context.actor));
    return row && chargeView(row);
  }

  @ResolveField('providerTakesCards')
  async takes(@Parent() charge: { providerId: string }, @Context() context: OperationContext): Promise<boolean> {
    const loader = context.loader<{ id: string }>(TAKES_CARDS, async (ids, { reads }) =>
      inOrderOf(ids, await reads.query<{ id: string }>(TAKES, [ids]), (row) => row.id),
    );
    return Boolean(await loader.load(charge.providerId));
  }

  @ResolveField('seller')
  async seller(
    @Parent() charge: { readonly id: string; readonly isOutsideVat: boolean },
    @Context() context: OperationContext,
  ): Promise<string[]> {
    const loader = context.loader<SellerRow>(SELLERS, async (ids, { reads, actor }) =>
      inOrderOf(ids, await this.repository.sellers(reads, ids, actor ? payablePeople(actor) : []), (row) => row.id),
    );
    const row = await loader.load(charge.id);
    return row ? sellerLines(row, charge.isOutsideVat) : [];
  }

  @Mutation('startKeepingCard')
  keep(@Args('input') input: KeepCardAsked, @Context() context: OperationContext): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      const actor = context.signedIn();
      if (!isForSomebody(input)) throw Refusal.notFound();
      return { __typename: 'CardPage', url: await this.cards.startKeepingCard(actor, input) };
    });
  }

  @Mutation('startPaying')
  pay(
    @Args('input') input: { readonly idempotencyKey: string; readonly chargeId: string },
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      const actor = context.signedIn();
      if (!isId(input.chargeId)) throw Refusal.notFound();
      return { __typename: 'CardPage', url: await this.cards.startPaying(actor, input) };
    });
  }

  @Mutation('settleCardPage')
  settle(
    @Args('input') input: { readonly sessionId: string },
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      const actor = context.signedIn();
      if (!isId(input.sessionId)) throw Refusal.notFound();
      const { purpose, state, chargeId, personId } = await this.cards.settlePage(actor, input.sessionId);
      const [card, charge] = await Promise.all([
        this.repository.card(context.reads, personId),
        chargeId === null ? null : this.repository.chargeToPay(context.reads, chargeId, payablePeople(actor)),
      ]);
      const view = { purpose, state, personId, charge: charge && chargeView(charge), card: cardView(card) };
      return { __typename: 'CardPageSettled', ...view };
    });
  }

  @Mutation('removeCard')
  remove(@Args('input') input: ForSomebody, @Context() context: OperationContext): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      const actor = context.signedIn();
      if (!isForSomebody(input)) throw Refusal.notFound();
      await this.cards.removeCard(actor, input);
      return { __typename: 'CardRemoved', removed: true };
    });
  }
}
