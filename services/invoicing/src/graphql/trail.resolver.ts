import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { OperationContext } from '@owncourse/kernel/contract';
import type { TrailBeginningRow, TrailPaymentRow, TrailStart } from '../persistence/trail.repository.js';
import { FollowMoney, type Trail, type TrailRow } from '../use-cases/follow-money.js';
import { nameOf } from './names.js';

@Resolver('TrailRow')
export class TrailResolver {
  constructor(private readonly following: FollowMoney) {}

  @Query('trail')
  async trail(
    @Args('of') of: TrailStart,
    @Args('id') id: string,
    @Context() context: OperationContext,
  ): Promise<Trail | null> {
    return context.actor ? this.following.run(context.actor, of, id.toLowerCase()) : null;
  }

  @Query('trailBeginnings')
  beginnings(
    @Args('reference') reference: string,
    @Context() context: OperationContext,
  ): Promise<TrailBeginningRow[]> | [] {
    return context.actor ? this.following.starts(context.actor, reference) : [];
  }

  @ResolveField('confirmedByName')
  confirmedByName(@Parent() { confirmedBy }: TrailRow, @Context() context: OperationContext): Promise<string> | null {
    return confirmedBy === null ? null : nameOf(context, 'PERSON', confirmedBy);
  }

  @ResolveField('providerName')
  providerName(@Parent() { line }: TrailRow, @Context() context: OperationContext): Promise<string> | null {
    return line && nameOf(context, 'ORGANISATION', line.provider_id);
  }

  @ResolveField('approvedByName')
  approvedByName(@Parent() { line }: TrailRow, @Context() context: OperationContext): Promise<string> | null {
    return line?.approved_by ? nameOf(context, 'PERSON', line.approved_by) : null;
  }

  @ResolveField('invoiceId')
  invoiceId(@Parent() { line }: TrailRow): string | null {
    return line?.invoice_id ?? null;
  }

  @ResolveField('invoiceNumber')
  invoiceNumber(@Parent() { line }: TrailRow): string | null {
    return line?.invoice_number ?? null;
  }

  @ResolveField('invoicedOn')
  invoicedOn(@Parent() { line }: TrailRow): string | null {
    return line?.issued_on ?? null;
  }

  @ResolveField('approvedAt')
  approvedAt(@Parent() { line }: TrailRow): Date | null {
    return line?.approved_at ?? null;
  }

  @ResolveField('credits')
  credits(@Parent() { line }: TrailRow): object[] {
    return (line?.credits ?? []).map((credit) => ({ ...credit, pence: BigInt(credit.pence) }));
  }

  @ResolveField('payments')
  payments(@Parent() { line }: TrailRow): readonly TrailPaymentRow[] {
    return line?.payments ?? [];
  }
}

@Resolver('TrailPayment')
export class TrailPaymentResolver {
  @ResolveField('preparedByName')
  preparedByName(@Parent() payment: TrailPaymentRow, @Context() context: OperationContext): Promise<string> {
    return nameOf(context, 'PERSON', payment.preparedBy);
  }

  @ResolveField('releasedByName')
  releasedByName(@Parent() payment: TrailPaymentRow, @Context() context: OperationContext): Promise<string> | null {
    return payment.releasedBy === null ? null : nameOf(context, 'PERSON', payment.releasedBy);
  }

  @ResolveField('paidOn')
  paidOn(@Parent() payment: TrailPaymentRow): string | null {
    return payment.settledOn;
  }

  @ResolveField('cameBackOn')
  cameBackOn(@Parent() payment: TrailPaymentRow): string | null {
    return payment.rejectedOn;
  }

  @ResolveField('bankPaysOn')
  bankPaysOn(@Parent() payment: TrailPaymentRow): string | null {
    return payment.payOn;
  }

  @ResolveField('bankSays')
  bankSays(@Parent() payment: TrailPaymentRow): string | null {
    return payment.bankStatus;
  }

  @ResolveField('bankPence')
  bankPence(@Parent() payment: TrailPaymentRow): bigint | null {
    return payment.bankPence === null ? null : BigInt(payment.bankPence);
  }
}

@Resolver('TrailBeginning')
export class TrailBeginningResolver {
  @ResolveField('of')
  of(@Parent() { kind }: TrailBeginningRow): TrailStart {
    return kind;
  }

  @ResolveField('providerName')
  providerName(@Parent() row: TrailBeginningRow, @Context() context: OperationContext): Promise<string> | null {
    return row.provider_id === null ? null : nameOf(context, 'ORGANISATION', row.provider_id);
  }
}
