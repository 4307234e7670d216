import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
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
import { mayDo } from '../contract/access.js';
import { MandateRepository } from '../persistence/mandate.repository.js';
import { AskAboutMandate } from '../use-cases/ask-about-mandate.js';
import { DeclareConflict } from '../use-cases/declare-conflict.js';
import { RecordLifeEvents } from '../use-cases/record-life.js';
import { mandateView, type View } from './identity.view.js';
import { NamesLoader } from './names.loader.js';

const USED = Symbol('Used pence by mandate');
const PAY_SELF = Symbol('Whether people pay themselves');
const STAKES = Symbol('Stakes by holder');

interface RecordCapacityInput {
  readonly personId: string;
  readonly hasCapacity: boolean;
  readonly on: string;
  readonly evidence: string;
}

/** Who acts for a person, for the person and for whoever looks after them. */
@Resolver()
export class MandateAffairsResolver {
  constructor(
    private readonly mandates: MandateRepository,
    private readonly names: NamesLoader,
    private readonly declaring: DeclareConflict,
    private readonly living: RecordLifeEvents,
    private readonly asking: AskAboutMandate,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('whoActsFor')
  async whoActsFor(@Args('personId') personId: string, @Context() context: OperationContext): Promise<View | null> {
    const { actor, reads } = context;
    if (!actor || !isId(personId) || !mayDo(actor, 'whoActsFor', { personId })) return null;
    const [mandates, hasCapacity, records, questions] = await Promise.all([
      this.mandates.ofPerson(reads, personId),
      this.mandates.hasCapacity(reads, personId),
      this.mandates.lifeRecords(reads, personId),
      this.mandates.questions(reads, personId),
    ]);
    return {
      person: { id: personId },
      hasCapacity,
      mandates: mandates.map((row) => mandateView(row, this.clock.now())),
      records: await Promise.all(
        records.map(async (row) => ({
          id: row.id,
          kind: row.kind,
          on: row.on_date,
          evidence: row.evidence,
          recordedByName: (await this.names.person(context, row.recorded_by))?.name ?? 'The council',
          recordedAt: row.recorded_at,
        })),
      ),
      questions: questions.map((row) => ({
        id: row.id,
        mandateId: row.mandate_id,
        message: row.message,
        wantsAdvocate: row.wants_advocate,
        at: row.at,
      })),
    };
  }

  @Mutation('declareConflict')
  declareConflict(
    @Args('mandateId') mandateId: string,
    @Args('declaration') declaration: string | null,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      const actor = context.signedIn();
      await this.declaring.declare(actor, mandateId, declaration ?? null);
      const row = await this.mandates.asSeenBy(actor, mandateId);
      if (!row) throw Refusal.notFound();
      return mandateView(row, this.clock.now());
    });
  }

  @Mutation('recordCapacity')
  recordCapacity(
    @Args('input') { personId, hasCapacity, on, evidence }: RecordCapacityInput,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      const kind = hasCapacity ? 'CAPACITY_REGAINED' : 'CAPACITY_LOST';
      const ended = await this.living.record(context.signedIn(), { personId, kind, on, evidence });
      return { __typename: 'CapacityRecorded', ended: ended.length };
    });
  }

  @Mutation('askAboutMandate')
  askAboutMandate(
    @Args('mandateId') mandateId: string,
    @Args('message') message: string,
    @Args('wantsAdvocate') wantsAdvocate: boolean,
    @Args('idempotencyKey') idempotencyKey: string | null,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      const question = { mandateId, message, wantsAdvocate, idempotencyKey: idempotencyKey ?? null };
      const reference = await this.asking.run(context.signedIn(), question);
      return { __typename: 'MandateQuestionReceived', reference };
    });
  }
}

interface MandateParent {
  readonly id: string;
  readonly person: { readonly id: string };
  readonly actorPersonId: string | null;
  readonly actorOrganisationId: string | null;
}

@Resolver('Mandate')
export class MandateMoreResolver {
  constructor(
    private readonly mandates: MandateRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField('usedThisMonthPence')
  async usedThisMonthPence(@Parent() { id }: MandateParent, @Context() context: OperationContext): Promise<Pence> {
    const used = await context
      .loader<{ id: string; used_pence: Pence }>(USED, async (ids, { reads }) =>
        inOrderOf(ids, await this.mandates.used(reads, ids, londonDate(this.clock.now())), (row) => row.id),
      )
      .load(id);
    return used?.used_pence ?? 0n;
  }

  @ResolveField('paysSelf')
  async paysSelf(@Parent() { person }: MandateParent, @Context() context: OperationContext): Promise<boolean> {
    const found = await context
      .loader<{ id: string; pays_self: boolean }>(PAY_SELF, async (ids, { reads }) =>
        inOrderOf(ids, await this.mandates.paySelf(reads, ids), (row) => row.id),
      )
      .load(person.id);
    return found?.pays_self ?? false;
  }

  @ResolveField('stakesIn')
  async stakesIn(
    @Parent() { actorPersonId, actorOrganisationId }: MandateParent,
    @Context() context: OperationContext,
  ): Promise<readonly string[]> {
    const stakes = await context
      .loader<{ id: string; names: string[] }>(STAKES, async (ids, { reads }) =>
        inOrderOf(ids, await this.mandates.stakes(reads, ids), (row) => row.id),
      )
      .load(actorPersonId ?? actorOrganisationId ?? '');
    return stakes?.names ?? [];
  }
}
