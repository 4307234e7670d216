import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  inOrderOf,
  isDay,
  isId,
  type OperationContext,
  orRefusal,
  Refusal,
  type RefusalMember,
  type Statement,
  statement,
} from '@owncourse/kernel/contract';
import { CARDS, type CardsPort } from '../contract/cards.port.js';
import { declineWords } from '../domain/card-rules.js';
import { type AccountRow, CardRepository, type ChargeRow, type KeptCardRow } from '../persistence/card.repository.js';

type View = Readonly<Record<string, unknown>>;
const MOST = 100;
const OPEN = new Set(['DUE', 'ASKING', 'NEEDS_PERSON', 'DECLINED']);
const TAKES_CARDS = Symbol('Whether a provider takes cards');
const TAKES: Statement = statement(
  'invoicing.providers-that-take-cards',
  'select p as id from unnest($1::uuid[]) p where invoicing.takes_cards(p)',
);

function chargeView(row: ChargeRow): View {
  return {
    __typename: 'CardCharge',
    id: row.id,
    orderId: row.order_id,
    provider: { id: row.provider_id },
    providerId: row.provider_id,
    onDate: row.for_on,
    owedPence: row.owed_pence,
    paidPence: row.paid_pence,
    backPence: row.back_pence,
    state: row.state,
    declinedBecause: row.state === 'DECLINED' ? declineWords(row.declined_code ?? '') : null,
    nextTryAt: row.state === 'DECLINED' ? row.next_try_at : null,
    paidAt: row.paid_at,
    disputed: row.is_disputed,
  };
}

const cardView = (row: KeptCardRow | null): View | null =>
  row && {
    brand: row.brand,
    lastFour: row.last_four,
    expiryMonth: row.expiry_month,
    expiryYear: row.expiry_year,
    keptAt: row.kept_at,
  };

function accountState(row: AccountRow | null): string {
  if (!row?.account_id) return 'NONE';
  if (row.can_be_paid) return 'READY';
  return row.details_given && row.asked_count === 0 ? 'CHECKED' : 'BEGUN';
}

/** A person's own card and what they pay with it. */
@Resolver('CardCharge')
export class CardResolver {
  constructor(
    private readonly repository: CardRepository,
    @Inject(CARDS) private readonly cards: CardsPort,
  ) {}

  @Query('myCard')
  async mine(@Context() context: OperationContext): Promise<View | null> {
    const { actor, reads } = context;
    if (!actor || !mayDo(actor, 'myCard', { personId: actor.personId })) return null;
    const [card, charges] = await Promise.all([
      this.repository.card(reads, actor.personId),
      this.repository.ofPerson(reads, actor.personId, MOST),
    ]);
    const open = charges.filter(({ state }) => OPEN.has(state));
    return {
      setUp: this.cards.isSetUp,
      card: cardView(card),
      charges: charges.map(chargeView),
      openPence: open.reduce((sum, one) => sum + one.owed_pence - one.paid_pence, 0n),
    };
  }

  @Query('cardCharge')
  async charge(@Args('id') id: string, @Context() context: OperationContext): Promise<View | null> {
    if (!context.actor || !isId(id)) return null;
    const row = await this.repository.charge(context.reads, id);
    return row && chargeView(row);
  }

  @ResolveField('providerTakesCards')
  async takes(@Parent() charge: { providerId: string }, @Context() context: OperationContext): Promise<boolean> {
    const loader = context.loader<{ id: string }>(TAKES_CARDS, async (ids, { reads }) =>
      inOrderOf(ids, await reads.query<{ id: string }>(TAKES, [ids]), (row) => row.id),
    );
    return Boolean(await loader.load(charge.providerId));
  }

  @Mutation('startKeepingCard')
  keep(
    @Args('input') input: { readonly idempotencyKey: string },
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => ({
      __typename: 'CardPage',
      url: await this.cards.startKeepingCard(context.signedIn(), input),
    }));
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
      const { purpose, state, chargeId } = await this.cards.settlePage(actor, input.sessionId);
      const [card, charge] = await Promise.all([
        this.repository.card(context.reads, actor.personId),
        chargeId === null ? null : this.repository.charge(context.reads, chargeId),
      ]);
      const view = { purpose, state, charge: charge && chargeView(charge), card: cardView(card) };
      return { __typename: 'CardPageSettled', ...view };
    });
  }

  @Mutation('removeCard')
  remove(
    @Args('input') input: { readonly idempotencyKey: string },
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      await this.cards.removeCard(context.signedIn(), input);
      return { __typename: 'CardRemoved', removed: true };
    });
  }
}

/** How a provider is paid by card, and what finance officers see of it. */
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

  @Query('cardSums')
  async sums(
    @Args('from') from: string,
    @Args('to') to: string,
    @Context() context: OperationContext,
  ): Promise<View[]> {
    const { actor } = context;
    const councilId = actor?.councilId ?? null;
    if (!actor || councilId === null || !mayDo(actor, 'cardSums', { councilId }) || !isDay(from) || !isDay(to))
      return [];
    const rows = await this.repository.sums(context.reads, from, to);
    return rows.map((row) => ({
      provider: { id: row.provider_id },
      visitCount: row.charge_count,
      owedPence: row.owed_pence,
      paidPence: row.paid_pence,
      backPence: row.back_pence,
    }));
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
