import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import {
  inOrderOf,
  isId,
  linePence,
  type OperationContext,
  orRefusal,
  pageSize,
  parseQuantity,
  Refusal,
} from '@owncourse/kernel/contract';
import {
  type AnswerSharedOrderInput,
  type ProposeSharedOrderInput,
  SHARED_ORDERS,
  type SharedOrdersPort,
} from '../contract/shared-orders.port.js';
import { sharedFailureWords } from '../domain/shared-failure.js';
import { shareOf, shareWords } from '../domain/share.js';
import {
  type SharedOrderRow,
  SharedOrderRepository,
  type SharedPartRow,
  type SharedPersonRow,
} from '../persistence/shared-order.repository.js';
import { askedOrderView } from './asked-order.view.js';
import { type Member, placeOrderMember } from './order-mutations.resolver.js';
import { OrderResolver } from './order.resolver.js';
import { orderView } from './order.view.js';

type View = Record<string, unknown>;

const SHARED = Symbol('Shared order by id');
const PEOPLE = Symbol('People by shared order');
const PARTS = Symbol('Own parts by shared order');

function sharedOrderView(row: SharedOrderRow): View {
  return { __typename: 'SharedOrder', ...askedOrderView(row), failureWords: sharedFailureWords(row.failure) };
}

interface Shown {
  readonly id: string;
  readonly row: SharedOrderRow;
}

@Resolver('SharedOrder')
export class SharedOrderResolver {
  constructor(
    private readonly shared: SharedOrderRepository,
    private readonly orders: OrderResolver,
    @Inject(SHARED_ORDERS) private readonly ordering: SharedOrdersPort,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
  ) {}

  @Query('sharedOrder')
  async one(@Args('id') id: string, @Context() context: OperationContext): Promise<View | null> {
    const { actor } = context;
    if (!actor || !isId(id)) return null;
    const view = await this.load(context, id);
    if (!view) return null;
    const { participant_ids: people, council_id: councilId } = view['row'] as SharedOrderRow;
    for (const personId of people.filter((one) => actor.assignedPeople.includes(one)))
      await this.identity.recordLookUp(actor, { personId, councilId, what: 'ORDER' });
    return view;
  }

  @Query('sharedOrders')
  async list(
    @Args('personId') personId: string | null,
    @Args('openOnly') openOnly: boolean | null,
    @Args('first') first: number | null,
    @Context() context: OperationContext,
  ): Promise<View[]> {
    const { actor } = context;
    if (!actor || (personId && !isId(personId))) return [];
    const filter = { personId: personId ?? null, openOnly: openOnly ?? false };
    const rows = await this.shared.orders(context.reads, filter, pageSize(first));
    const [found] = rows;
    if (personId && found && actor.personId !== personId)
      await this.identity.recordLookUp(actor, { personId, councilId: found.council_id, what: 'ORDERS' });
    return rows.map(sharedOrderView);
  }

  @ResolveField('people')
  async people(@Parent() { id, row }: Shown, @Context() context: OperationContext): Promise<View[]> {
    const rows = await context
      .loader<SharedPersonRow[]>(PEOPLE, async (ids, { reads }) => {
        const all = await this.shared.people(reads, ids);
        return ids.map((one) => all.filter((person) => person.shared_order_id === one));
      })
      .load(id);
    return (rows ?? []).map((person) => ({
      firstName: person.first_name,
      isYours: person.is_readers,
      shareWords: shareWords({ weights: row.shares, place: person.place }),
      answer: person.answer,
    }));
  }

  @ResolveField('parts')
  async parts(@Parent() { id, row }: Shown, @Context() context: OperationContext): Promise<View[]> {
    const rows = await context
      .loader<SharedPartRow[]>(PARTS, async (ids, { reads }) => {
        const all = await this.shared.parts(reads, ids);
        return ids.map((one) => all.filter((part) => part.shared_order_id === one));
      })
      .load(id);
    return (rows ?? []).map((part) => this.partView(part, row, context));
  }

  @Mutation('proposeSharedOrder')
  propose(@Args('input') input: ProposeSharedOrderInput, @Context() context: OperationContext): Promise<Member> {
    return orRefusal<View, Member>(
      async () => this.after(context, await this.ordering.propose(context.signedIn(), input)),
      placeOrderMember,
    );
  }

  @Mutation('answerSharedOrder')
  answer(@Args('input') input: AnswerSharedOrderInput, @Context() context: OperationContext): Promise<Member> {
    return orRefusal<View, Member>(async () => {
      await this.ordering.answer(context.signedIn(), input);
      return this.after(context, input.sharedOrderId);
    }, placeOrderMember);
  }

  async load(context: OperationContext, id: string): Promise<View | null> {
    const row = await context
      .loader<SharedOrderRow>(SHARED, async (ids, { reads }) =>
        inOrderOf(ids, await this.shared.orders(reads, { ids }, ids.length), (one) => one.id),
      )
      .load(id);
    return row && sharedOrderView(row);
  }

  private async after(context: OperationContext, id: string): Promise<View> {
    const view = await this.load(context, id);
    if (!view) throw Refusal.notFound();
    return view;
  }

  private partView(part: SharedPartRow, row: SharedOrderRow, context: OperationContext): View {
    const share = { weights: row.shares, place: row.participant_ids.indexOf(part.person_id) };
    const unit = part.unit_price_pence;
    const multipliers = part.multiplier_ten_thousandths === null ? [] : [part.multiplier_ten_thousandths];
    const whole = unit === null ? null : linePence(parseQuantity(row.quantity), unit, multipliers);
    return {
      person: { id: part.person_id },
      answer: part.answer,
      shareWords: shareWords(share),
      unitPricePence: unit,
      wholePence: whole,
      eachTimePence: whole === null ? null : shareOf(whole, share),
      order: async () => {
        const order = part.order_id === null ? null : await this.orders.loaders(context).order().load(part.order_id);
        return order && orderView(order);
      },
    };
  }
}

@Resolver('Order')
export class OrderSharedResolver {
  constructor(
    private readonly orders: OrderResolver,
    private readonly shared: SharedOrderResolver,
  ) {}

  @ResolveField('sharedOrder')
  async sharedOrder(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<View | null> {
    const row = await this.orders.loaders(context).order().load(id);
    return row?.shared_order_id ? this.shared.load(context, row.shared_order_id) : null;
  }
}
