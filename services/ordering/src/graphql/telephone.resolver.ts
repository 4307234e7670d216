import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  isId,
  type OperationContext,
  orRefusal,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import type { PlaceOrderInput, StartTelephoneCallInput } from '../contract/order-inputs.js';
import { ORDERING, type OrderingPort } from '../contract/ordering.port.js';
import { callActWords } from '../domain/call-letter.js';
import {
  callActOf,
  type TelephoneActRow,
  type TelephoneCallRow,
  TelephoneRepository,
} from '../persistence/telephone.repository.js';
import { SOMEBODY } from './names.js';
import { type Member, placeOrderMember } from './order-mutations.resolver.js';

interface CallView {
  readonly __typename: 'TelephoneCall';
  readonly id: string;
  readonly endedAt: Date | null;
}

const ACTS = Symbol('Acts by call');
const LETTER = Symbol('Letter by call');

/** Telephone calls: who rang, what was done, and the letter about it. */
@Resolver('TelephoneCall')
export class TelephoneResolver {
  constructor(
    private readonly calls: TelephoneRepository,
    @Inject(ORDERING) private readonly ordering: OrderingPort,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('telephoneCall')
  async one(@Args('id') id: string, @Context() context: OperationContext): Promise<CallView | null> {
    if (!context.actor || !isId(id)) return null;
    const row = await this.calls.byId(context.reads, id);
    return row && this.view(row);
  }

  @Query('openTelephoneCalls')
  async open(@Context() { actor, reads }: OperationContext): Promise<CallView[]> {
    if (!actor || !mayDo(actor, 'openTelephoneCalls')) return [];
    return (await this.calls.open(reads, actor.personId, this.clock.now())).map((row) => this.view(row));
  }

  @Query('orderReadBack')
  orderReadBack(
    @Args('input') input: PlaceOrderInput,
    @Args('callId') callId: string,
    @Context() context: OperationContext,
  ): Promise<Member> {
    return orRefusal<Member, Member>(async () => {
      const words = await this.ordering.orderReadBack(context.signedIn(), input, callId);
      return { __typename: 'OrderReadBack', words };
    }, placeOrderMember);
  }

  @Mutation('startTelephoneCall')
  start(
    @Args('input') input: StartTelephoneCallInput,
    @Context() context: OperationContext,
  ): Promise<CallView | RefusalMember> {
    return orRefusal<CallView>(async () =>
      this.reread(context, await this.ordering.startTelephoneCall(context.signedIn(), input)),
    );
  }

  @Mutation('endTelephoneCall')
  end(
    @Args('callId') callId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Context() context: OperationContext,
  ): Promise<CallView | RefusalMember> {
    return orRefusal<CallView>(async () => {
      await this.ordering.endTelephoneCall(context.signedIn(), { callId, idempotencyKey });
      return this.reread(context, callId);
    });
  }

  @ResolveField('acts')
  async acts(@Parent() { id }: CallView, @Context() context: OperationContext): Promise<Record<string, unknown>[]> {
    const rows = await context
      .loader<TelephoneActRow[]>(ACTS, async (ids, { reads }) => {
        const found = await this.calls.actsOf(reads, ids);
        return ids.map((one) => found.filter((row) => row.call_id === one));
      })
      .load(id);
    return (rows ?? []).map((row) => ({
      id: row.subject_id,
      at: row.at,
      words: callActWords(callActOf(row)),
      wordsRead: row.words_read,
      pence: row.pence,
      orderId: row.order_id,
    }));
  }

  @ResolveField('letterId')
  async letterId(@Parent() { id, endedAt }: CallView, @Context() context: OperationContext): Promise<string | null> {
    if (endedAt === null) return null;
    return context
      .loader<string>(LETTER, async (ids, { reads }) => {
        const found = await this.calls.lettersOf(reads, ids);
        return ids.map((one) => found.find((row) => row.call_id === one)?.id ?? null);
      })
      .load(id);
  }

  private async reread(context: OperationContext, id: string): Promise<CallView> {
    const row = await this.calls.byId(context.reads, id);
    if (!row) throw Refusal.notFound();
    return this.view(row);
  }

  private view(row: TelephoneCallRow): CallView & Record<string, unknown> {
    return {
      __typename: 'TelephoneCall',
      id: row.id,
      person: { id: row.person_id },
      takenByName: row.taken_by_name ?? SOMEBODY,
      caller: row.caller,
      speakerName: row.speaker_name,
      knownByVoice: row.known_by_voice,
      facts: row.facts,
      beganAt: row.began_at,
      openUntil: row.open_until,
      endedAt: row.ended_at,
      isOpen: row.ended_at === null && row.open_until > this.clock.now(),
    };
  }
}
