import { Inject, Injectable } from '@nestjs/common';
import {
  appendEvent,
  CLOCK,
  type Clock,
  Database,
  type EventConsumer,
  type EventEnvelope,
  IDS,
  type IdSource,
  londonDate,
  NIL_ID,
  NOBODY,
  type Queries,
} from '@owncourse/kernel/contract';
import {
  DELIVERY_CONFIRMED,
  type DeliveryConfirmed,
  DISPUTE_SETTLED,
  type DisputeSettled,
  VISITS_CANCELLED,
  type VisitsCancelled,
} from '@owncourse/ordering/contract';
import { INVOICES_ISSUED, type InvoicesIssued } from '../contract/events.js';
import { creditsToMake } from '../persistence/credit-writes.js';
import { insertInvoices, takeBillables, waitingProviders } from '../persistence/invoice-writes.js';
import { GiveMoneyBack } from './give-money-back.js';

/** Providers a transaction: little enough to repeat after a stop, much enough to be set based. */
const PROVIDERS_AT_ONCE = 25;

function billableIds(event: EventEnvelope): readonly string[] {
  if (event.type === DELIVERY_CONFIRMED) return (event.payload as unknown as DeliveryConfirmed).deliveryIds;
  if (event.type === VISITS_CANCELLED) return (event.payload as unknown as VisitsCancelled).occurrenceIds;
  return [];
}

/** Questions about confirmed visits that were settled for less. */
function disputeIds(event: EventEnvelope): readonly string[] {
  if (event.type !== DISPUTE_SETTLED) return [];
  const { disputeId, creditOwedPence } = event.payload as unknown as DisputeSettled;
  return creditOwedPence === '0' ? [] : [disputeId];
}

/**
 * Invoices and credit notes make themselves: from the outbox as deliveries are confirmed or settled for less, and by the job when
 * a period has ended. One consumer for both, so that a visit is never invoiced beside its own credit.
 */
@Injectable()
export class MakeInvoices implements EventConsumer {
  readonly name = 'invoicing.make-invoices';
  readonly types = [DELIVERY_CONFIRMED, VISITS_CANCELLED, DISPUTE_SETTLED];

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly giving: GiveMoneyBack,
  ) {}

  async handle(events: readonly EventEnvelope[], queries: Queries): Promise<void> {
    const [billable, settled] = [events.flatMap(billableIds), events.flatMap(disputeIds)];
    const providers = billable.length === 0 ? [] : await takeBillables(queries, billable);
    if (settled.length > 0) await this.giving.follow(await creditsToMake(queries, settled), providers, queries);
    await this.makeFor(providers, queries, londonDate(this.clock.now()));
  }

  /** Job. @returns how many invoices were made */
  async run(through?: string): Promise<number> {
    const last = through ?? londonDate(this.clock.now());
    await this.database.transaction(NOBODY, async (queries) =>
      this.giving.follow(await creditsToMake(queries, null), [], queries),
    );
    let made = 0;
    let after: string | undefined = NIL_ID;
    while (after !== undefined) {
      const start: string = after;
      const chunk = await this.database.transaction(NOBODY, async (queries) => {
        const providers = await waitingProviders(queries, last, start, PROVIDERS_AT_ONCE);
        return { providers, made: await this.makeFor(providers, queries, last) };
      });
      made += chunk.made;
      after = chunk.providers.at(-1);
    }
    return made;
  }

  private async makeFor(providerIds: readonly string[], queries: Queries, through: string): Promise<number> {
    if (providerIds.length === 0) return 0;
    const at = this.clock.now();
    const made = await insertInvoices(queries, providerIds, through, londonDate(at));
    for (const councilId of new Set(made.map((invoice) => invoice.council_id))) {
      const payload: InvoicesIssued = {
        invoiceIds: made.filter((invoice) => invoice.council_id === councilId).map((invoice) => invoice.invoice_id),
      };
      void appendEvent(queries, {
        id: this.ids.next(),
        type: INVOICES_ISSUED,
        version: 1,
        councilId,
        payload: { ...payload },
        occurredAt: at,
      });
    }
    return made.length;
  }
}
