import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CLOCK, type Clock, inOrderOf, londonDate, type OperationContext } from '@owncourse/kernel/contract';
import { type CardOutlookFacts, cardOutlook, type PaymentOutlook, paymentOutlook } from '../domain/payment-outlook.js';
import { type OutlookRow, type RemittanceLineRow, RemittanceRepository } from '../persistence/remittance.repository.js';
import { grouped } from './invoice.loaders.js';

const LINES = Symbol('Remittance lines by payment');
const OUTLOOK = Symbol('Payment outlook by invoice');
const INVOICE_OF = Symbol('Invoice by delivery');
const CARD_OF = Symbol('Card payment by visit');

interface OutlookOfDelivery {
  readonly id: string;
  readonly status: string;
  readonly occurrenceId: string;
  /** The person pays all of it with their own card. */
  readonly paysSelf: boolean;
}

/** Providers and the council's officers ask when money comes; people who buy do not. */
function asksForMoney({ actor }: OperationContext): boolean {
  return actor !== null && (actor.organisationId !== null || actor.councilId !== null);
}

async function outlookOf(
  context: OperationContext,
  remittances: RemittanceRepository,
  clock: Clock,
  invoiceId: string,
): Promise<PaymentOutlook | null> {
  const today = londonDate(clock.now());
  const row = await context
    .loader<OutlookRow>(OUTLOOK, async (ids, { reads }) =>
      inOrderOf(ids, await remittances.outlook(reads, ids, today), (one) => one.invoice_id),
    )
    .load(invoiceId);
  return row && paymentOutlook(row, today);
}

@Resolver('BankPayment')
export class RemittanceResolver {
  constructor(private readonly remittances: RemittanceRepository) {}

  @ResolveField('lines')
  async lines(@Parent() { id }: { id: string }, @Context() context: OperationContext): Promise<object[]> {
    const loader = context.loader<RemittanceLineRow[]>(LINES, async (ids, { reads }) =>
      grouped(
        ids,
        await this.remittances.lines(reads, ids),
        (row) => row.payment_id,
        (row) => row,
      ),
    );
    return ((await loader.load(id)) ?? []).map((row) => ({
      isTakenOff: row.kind === 'TAKEN_OFF',
      invoiceId: row.invoice_id,
      number: row.number,
      onDate: row.on_day,
      amountPence: row.amount_pence,
    }));
  }
}

@Resolver('Invoice')
export class InvoiceOutlookResolver {
  constructor(
    private readonly remittances: RemittanceRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField('whenPaid')
  async whenPaid(
    @Parent() { id }: { id: string },
    @Context() context: OperationContext,
  ): Promise<PaymentOutlook | null> {
    return asksForMoney(context) ? outlookOf(context, this.remittances, this.clock, id) : null;
  }
}

@Resolver('Delivery')
export class DeliveryOutlookResolver {
  constructor(
    private readonly remittances: RemittanceRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField('whenPaid')
  async whenPaid(
    @Parent() { id, status, occurrenceId, paysSelf }: OutlookOfDelivery,
    @Context() context: OperationContext,
  ): Promise<PaymentOutlook | null> {
    if (!asksForMoney(context)) return null;
    if (paysSelf) return cardOutlook(status, await this.cardStateOf(occurrenceId, context));
    const found = await context
      .loader<{ readonly delivery_id: string; readonly invoice_id: string }>(INVOICE_OF, async (ids, { reads }) =>
        inOrderOf(ids, await this.remittances.invoicesOf(reads, ids), (row) => row.delivery_id),
      )
      .load(id);
    if (found) return outlookOf(context, this.remittances, this.clock, found.invoice_id);
    const words =
      status === 'CONFIRMED'
        ? 'It is put on the next invoice. That says when it is paid.'
        : 'It is put on an invoice when the person has said yes to the visit.';
    return { payOn: null, words };
  }

  private async cardStateOf(visitId: string, context: OperationContext): Promise<CardOutlookFacts | null> {
    return context
      .loader<CardOutlookFacts & { readonly id: string }>(CARD_OF, async (ids, { reads }) =>
        inOrderOf(ids, await this.remittances.cardsOf(reads, ids), (row) => row.id),
      )
      .load(visitId);
  }
}
