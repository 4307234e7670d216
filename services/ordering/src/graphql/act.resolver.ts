import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  CLOCK,
  type Clock,
  connection,
  type Connection,
  decodeCursor,
  encodeCursor,
  isId,
  londonDate,
  type OperationContext,
  pageSize,
  type Pence,
  Refusal,
} from '@owncourse/kernel/contract';
import { actWords } from '../domain/act-words.js';
import { ActRepository, type ActRow } from '../persistence/act.repository.js';
import { OrderRepository } from '../persistence/order.repository.js';
import { personName } from './names.js';
import { OrderLoaders } from './order.loaders.js';
import { orderView } from './order.view.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

interface ActView {
  readonly id: string;
  readonly at: Date;
  readonly actorId: string;
  readonly words: string;
  readonly orderId: string;
  readonly pence: Pence | null;
  readonly isEach: boolean;
  readonly byTelephone: Readonly<Record<string, string | null>> | null;
}

function actView(row: ActRow): ActView {
  const isOrder = row.code === 'PLACED' || row.code === 'PLACED_FOR_APPROVAL';
  return {
    id: row.id,
    at: row.at,
    actorId: row.actor_id,
    words: actWords(row.code),
    orderId: row.order_id,
    pence: row.pence,
    isEach: isOrder && row.kind === 'STANDING',
    byTelephone:
      row.call_id === null
        ? null
        : { callId: row.call_id, caller: row.caller, speakerName: row.speaker_name, wordsRead: row.words_read },
  };
}

/** A person sees what each one did for them, when, and for how much. */
@Resolver('Act')
export class ActResolver {
  constructor(
    private readonly acts: ActRepository,
    private readonly orders: OrderRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('actsForMe')
  async actsForMe(
    @Args('mandateId') asked: string | null | undefined,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: OperationContext,
  ): Promise<Connection<ActView>> {
    context.signedIn();
    const mandateId = asked ?? null;
    const size = pageSize(first);
    const place = decodeCursor(after, 2);
    if (place && !(INSTANT.test(place[0] ?? '') && isId(place[1] ?? '')))
      throw Refusal.invalid('after', 'Start the list again from the beginning.');
    const cursor = (row: ActRow): string => encodeCursor([row.at.toISOString(), row.id]);
    if (mandateId !== null && !isId(mandateId)) return connection<ActRow, ActView>([], size, actView, cursor);
    const rows = await this.acts.forReader(context.reads, mandateId, place, size + 1);
    return connection(rows, size, actView, cursor);
  }

  @ResolveField('actorName')
  actorName(@Parent() { actorId }: ActView, @Context() context: OperationContext): Promise<string> {
    return personName(context, actorId);
  }

  @ResolveField('order')
  async order(@Parent() { orderId }: ActView, @Context() context: OperationContext): Promise<Record<string, unknown>> {
    const row = await new OrderLoaders(context, this.orders, londonDate(this.clock.now())).order().load(orderId);
    if (!row) throw Refusal.notFound();
    return orderView(row);
  }
}
