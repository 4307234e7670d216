import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  isDay,
  type OperationContext,
  orRefusal,
  pageSize,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import { CLOSING, type ClosingPort } from '../contract/closing.port.js';
import { accountWords } from '../domain/trial-balance.js';
import { MonthCloseRepository, type MonthCloseRow } from '../persistence/month-close.repository.js';

interface MonthView {
  readonly __typename: 'MonthOfBooks';
  readonly councilId: string;
  readonly month: string;
  readonly [field: string]: unknown;
}

function monthView(councilId: string, month: string, close: MonthCloseRow | undefined, readerId: string): MonthView {
  return {
    __typename: 'MonthOfBooks',
    councilId,
    month,
    status: close?.status ?? 'OPEN',
    closeId: close?.id ?? null,
    preparedByName: close ? (close.prepared_by_name ?? 'Somebody') : null,
    preparedAt: close?.prepared_at ?? null,
    preparedByReader: close?.prepared_by === readerId,
    signedByName: close?.signed_by ? (close.signed_by_name ?? 'Somebody') : null,
    signedAt: close?.signed_at ?? null,
    document: close?.document ?? null,
    signature: close?.signature ?? null,
  };
}

@Resolver('MonthOfBooks')
export class MonthCloseResolver {
  constructor(
    private readonly months: MonthCloseRepository,
    @Inject(CLOSING) private readonly closing: ClosingPort,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('monthsOfBooks')
  async list(@Args('first') first: number | null, @Context() context: OperationContext): Promise<MonthView[]> {
    return this.monthsOver(context, pageSize(first ?? 24));
  }

  @Query('monthOfBooks')
  async one(@Args('month') month: string, @Context() context: OperationContext): Promise<MonthView | null> {
    if (!isDay(month)) return null;
    return (await this.monthsOver(context, 1200)).find((one) => one.month === month) ?? null;
  }

  @ResolveField('lines')
  async lines(@Parent() { councilId, month }: MonthView, @Context() context: OperationContext): Promise<object[]> {
    const lines = await this.months.balance(context.reads, councilId, month);
    return lines.map((line) => ({
      ...line,
      words: accountWords(line.kind),
      fundingKind: line.fundingKind === '' ? null : line.fundingKind,
    }));
  }

  @Mutation('prepareMonthClose')
  prepare(
    @Args('month') month: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Context() context: OperationContext,
  ): Promise<MonthView | RefusalMember> {
    return this.answer(context, () => this.closing.prepare(context.signedIn(), { month, idempotencyKey }), month);
  }

  @Mutation('takeBackMonthClose')
  takeBack(
    @Args('closeId') closeId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Context() context: OperationContext,
  ): Promise<MonthView | RefusalMember> {
    return orRefusal<MonthView>(async () => {
      const before = await this.closeOf(context, closeId);
      await this.closing.takeBack(context.signedIn(), { closeId, idempotencyKey });
      const councilId = context.signedIn().councilId ?? '';
      return monthView(councilId, before?.month ?? '', undefined, context.signedIn().personId);
    });
  }

  @Mutation('signMonthClose')
  sign(
    @Args('closeId') closeId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Context() context: OperationContext,
  ): Promise<MonthView | RefusalMember> {
    return this.answer(context, () => this.closing.sign(context.signedIn(), { closeId, idempotencyKey }));
  }

  private answer(
    context: OperationContext,
    work: () => Promise<string>,
    month?: string,
  ): Promise<MonthView | RefusalMember> {
    return orRefusal<MonthView>(async () => {
      const closeId = await work();
      const close = await this.closeOf(context, closeId);
      const { councilId, personId } = context.signedIn();
      if (!close && month === undefined) throw Refusal.notFound();
      return monthView(councilId ?? '', close?.month ?? month ?? '', close ?? undefined, personId);
    });
  }

  private closeOf(context: OperationContext, closeId: string): Promise<MonthCloseRow | null> {
    return this.months.close(context.reads, closeId);
  }

  private async monthsOver(context: OperationContext, most: number): Promise<MonthView[]> {
    const { actor } = context;
    if (!actor?.councilId || !mayDo(actor, 'monthsOfBooks', { councilId: actor.councilId })) return [];
    const { councilId, personId } = actor;
    const [months, closes] = await Promise.all([
      this.months.monthsOver(context.reads, councilId, this.clock.now(), most),
      this.months.closes(context.reads, councilId),
    ]);
    const byMonth = new Map(closes.map((close) => [close.month, close]));
    return months.map((month) => monthView(councilId, month, byMonth.get(month), personId));
  }
}
