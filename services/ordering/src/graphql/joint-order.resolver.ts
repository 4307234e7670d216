import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  formatQuantity,
  inOrderOf,
  isId,
  linePence,
  londonDate,
  type OperationContext,
  orRefusal,
  pageSize,
  Refusal,
} from '@owncourse/kernel/contract';
import { type AnswerJointOrderInput, JOINT_ORDERS, type JointOrdersPort } from '../contract/joint-orders.port.js';
import type { PlaceOrderInput } from '../contract/order-inputs.js';
import { jointFailureWords, jointTimes } from '../domain/joint-order.js';
import {
  type JointOrderRow,
  JointOrderRepository,
  type JointPersonRow,
} from '../persistence/joint-order.repository.js';
import { askedOrderView, askedTime } from './asked-order.view.js';
import { type Member, placeOrderMember } from './order-mutations.resolver.js';
import { OrderResolver } from './order.resolver.js';
import { orderView } from './order.view.js';

type View = Record<string, unknown>;

const JOINT = Symbol('Joint order by id');
const PEOPLE = Symbol('People by joint order');

interface Shown {
  readonly id: string;
  readonly row: JointOrderRow;
}

function jointOrderView(row: JointOrderRow): View {
  const asked = jointTimes(row.input).map(({ startTime, quantity }) => ({
    ...askedTime(startTime, formatQuantity(quantity), row.unit),
    linePence: linePence(quantity, row.unit_price_pence),
  }));
  const [first, ...moreTimes] = asked;
  return {
    __typename: 'JointOrder',
    ...askedOrderView(row, moreTimes),
    person: { id: row.person_id },
    // The first as it was priced for its own day.
    times: [{ ...first, linePence: row.line_pence }, ...moreTimes],
    isTrial: row.is_trial,
    unitPricePence: row.unit_price_pence,
    eachTimePence: row.line_pence,
    ownMoneyPence: row.own_money_pence,
    paysSelf: Boolean(row.input['ownPurchase']),
    totalPence: row.total_pence,
    visits: row.visits,
    failureWords: jointFailureWords(row.failure),
  };
}

@Resolver('JointOrder')
export class JointOrderResolver {
  constructor(
    private readonly joint: JointOrderRepository,
    private readonly orders: OrderResolver,
    @Inject(JOINT_ORDERS) private readonly ordering: JointOrdersPort,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('jointOrder')
  async one(@Args('id') id: string, @Context() context: OperationContext): Promise<View | null> {
    const { actor } = context;
    if (!actor || !isId(id)) return null;
    const view = await this.load(context, id);
    if (!view) return null;
    const { person_id: personId, council_id: councilId } = view['row'] as JointOrderRow;
    await this.identity.recordLookUp(actor, { personId, councilId, what: 'ORDER' });
    return view;
  }

  @Query('jointOrders')
  async list(
    @Args('personId') personId: string | null,
    @Args('openOnly') openOnly: boolean | null,
    @Args('first') first: number | null,
    @Context() context: OperationContext,
  ): Promise<View[]> {
    const { actor } = context;
    if (!actor || (personId && !isId(personId))) return [];
    const filter = { personId: personId ?? null, openOnly: openOnly ?? false };
    const rows = await this.joint.orders(context.reads, filter, pageSize(first));
    const [found] = rows;
    if (personId && found && actor.personId !== personId)
      await this.identity.recordLookUp(actor, { personId, councilId: found.council_id, what: 'ORDERS' });
    return rows.map(jointOrderView);
  }

  @ResolveField('people')
  async people(@Parent() { id }: Shown, @Context() context: OperationContext): Promise<View[]> {
    return (await this.peopleOf(context, id)).map((person) => ({
      name: person.name ?? 'Somebody who acts for them',
      isYou: person.answered_by === null ? person.is_readers : person.answered_by === context.actor?.personId,
      answer: person.answer,
    }));
  }

  @ResolveField('mayAgree')
  async mayAgree(@Parent() { id, row }: Shown, @Context() context: OperationContext): Promise<boolean> {
    if (row.status !== 'ASKED') return false;
    const people = await this.peopleOf(context, id);
    const hasAnswered = people.some((person) => person.answered_by === context.actor?.personId);
    return !hasAnswered && people.some((person) => person.is_readers && person.answer === 'ASKED');
  }

  @ResolveField('mayDecline')
  async mayDecline(@Parent() { id, row }: Shown, @Context() context: OperationContext): Promise<boolean> {
    if (row.status !== 'ASKED') return false;
    if (row.person_id === context.actor?.personId) return true;
    return (await this.peopleOf(context, id)).some((person) => person.is_readers);
  }

  @ResolveField('order')
  async order(@Parent() { row }: Shown, @Context() context: OperationContext): Promise<View | null> {
    const order = row.order_id === null ? null : await this.orders.loaders(context).order().load(row.order_id);
    return order && orderView(order);
  }

  @Mutation('proposeJointOrder')
  propose(@Args('input') input: PlaceOrderInput, @Context() context: OperationContext): Promise<Member> {
    return orRefusal<View, Member>(
      async () => this.after(context, await this.ordering.propose(context.signedIn(), input)),
      placeOrderMember,
    );
  }

  @Mutation('answerJointOrder')
  answer(@Args('input') input: AnswerJointOrderInput, @Context() context: OperationContext): Promise<Member> {
    return orRefusal<View, Member>(async () => {
      await this.ordering.answer(context.signedIn(), input);
      return this.after(context, input.jointOrderId);
    }, placeOrderMember);
  }

  private async load(context: OperationContext, id: string): Promise<View | null> {
    const row = await context
      .loader<JointOrderRow>(JOINT, async (ids, { reads }) =>
        inOrderOf(ids, await this.joint.orders(reads, { ids }, ids.length), (one) => one.id),
      )
      .load(id);
    return row && jointOrderView(row);
  }

  private async peopleOf(context: OperationContext, id: string): Promise<readonly JointPersonRow[]> {
    const rows = await context
      .loader<JointPersonRow[]>(PEOPLE, async (ids, { reads }) => {
        const all = await this.joint.people(reads, ids, londonDate(this.clock.now()));
        return ids.map((one) => all.filter((person) => person.joint_order_id === one));
      })
      .load(id);
    return rows ?? [];
  }

  private async after(context: OperationContext, id: string): Promise<View> {
    const view = await this.load(context, id);
    if (!view) throw Refusal.notFound();
    return view;
  }
}
