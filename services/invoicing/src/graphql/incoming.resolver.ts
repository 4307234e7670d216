import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  isId,
  londonDate,
  type OperationContext,
  orRefusal,
  pageSize,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import { INCOMING, type IncomingPort } from '../contract/incoming.port.js';
import { IncomingRepository } from '../persistence/incoming.repository.js';
import { SelfBillingRepository } from '../persistence/self-billing.repository.js';
import { incomingView } from './incoming.view.js';
import { nameOf } from './names.js';

type View = Readonly<Record<string, unknown>>;

@Resolver('IncomingInvoice')
export class IncomingResolver {
  constructor(
    private readonly incoming: IncomingRepository,
    private readonly agreements: SelfBillingRepository,
    @Inject(INCOMING) private readonly invoices: IncomingPort,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('incomingInvoices')
  async list(@Args('first') first: number | null, @Context() context: OperationContext): Promise<View[]> {
    return this.mayRead(context) ? (await this.incoming.newest(context.reads, pageSize(first))).map(incomingView) : [];
  }

  @Query('incomingInvoice')
  async one(@Args('id') id: string, @Context() context: OperationContext): Promise<View | null> {
    const row = this.mayRead(context) && isId(id) ? await this.incoming.byId(context.reads, id) : null;
    return row && incomingView(row);
  }

  @Query('ownInvoices')
  async ownInvoices(@Context() context: OperationContext): Promise<View[]> {
    const organisationId = context.actor?.organisationId ?? null;
    if (!context.actor || organisationId === null || !mayDo(context.actor, 'ownInvoices', { organisationId }))
      return [];
    const [councils, own] = await Promise.all([
      this.agreements.councilsOf(context.reads, organisationId),
      this.incoming.ownCouncils(context.reads, organisationId, londonDate(this.clock.now())),
    ]);
    return councils.map((one) => ({ id: one.council_id, name: one.name, sends: own.includes(one.council_id) }));
  }

  @ResolveField('councilName')
  councilName(@Parent() { councilId }: { councilId: string }, @Context() context: OperationContext): Promise<string> {
    return nameOf(context, 'COUNCIL', councilId);
  }

  @Mutation('sendInvoice')
  send(
    @Args('input') input: { readonly idempotencyKey: string; readonly councilId: string; readonly file: string },
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    const { idempotencyKey, councilId, file } = input;
    return this.answer(context, () =>
      this.invoices.send(context.signedIn(), { idempotencyKey, councilId, file: Buffer.from(file, 'utf8') }),
    );
  }

  @Mutation('lookAgainAtInvoice')
  lookAgain(
    @Args('incomingId') incomingId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return this.answer(context, () => this.invoices.lookAgain(context.signedIn(), { incomingId, idempotencyKey }));
  }

  @Mutation('turnDownInvoice')
  turnDown(
    @Args('incomingId') incomingId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Args('reason') reason: string,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return this.answer(context, () =>
      this.invoices.turnDown(context.signedIn(), { incomingId, idempotencyKey, reason }),
    );
  }

  @Mutation('setOwnInvoices')
  setOwn(
    @Args('councilId') councilId: string,
    @Args('sends') sends: boolean,
    @Args('idempotencyKey') idempotencyKey: string,
    @Context() context: OperationContext,
  ): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      await this.invoices.setOwnInvoices(context.signedIn(), { councilId, sends, idempotencyKey });
      const found = (await this.ownInvoices(context)).find((one) => one['id'] === councilId.toLowerCase());
      if (!found) throw Refusal.notFound();
      return { __typename: 'OwnInvoicesCouncil', ...found };
    });
  }

  private mayRead({ actor }: OperationContext): boolean {
    return (
      actor !== null &&
      mayDo(actor, 'incomingInvoices', { organisationId: actor.organisationId, councilId: actor.councilId })
    );
  }

  private answer(context: OperationContext, work: () => Promise<string>): Promise<View | RefusalMember> {
    return orRefusal<View>(async () => {
      const row = await this.incoming.byId(context.reads, await work());
      if (!row) throw Refusal.notFound();
      return incomingView(row);
    });
  }
}
