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
  VISITS_CANCELLED,
  type VisitsCancelled,
} from '@owncourse/ordering/contract';
import { INVOICES_ISSUED, type InvoicesIssued } from '../contract/events.js';
import { insertInvoices, takeBillables, waitingProviders } from '../persistence/invoice-writes.js';

/** Providers a transaction: little enough to repeat after a stop, much enough to be set based. */
const PROVIDERS_AT_ONCE = 25;

function billableIds(event: EventEnvelope): readonly string[] {
  if (event.type === DELIVERY_CONFIRMED) return (event.payload as unknown as DeliveryConfirmed).deliveryIds;
  return (event.payload as unknown as VisitsCancelled).occurrenceIds;
}

/** The invoice makes itself: from the outbox as deliveries are confirmed, and by the job when a period has ended. */
@Injectable()
export class MakeInvoices implements EventConsumer {
  readonly name = 'invoicing.make-invoices';
  readonly types = [DELIVERY_CONFIRMED, VISITS_CANCELLED];

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async handle(events: readonly EventEnvelope[], queries: Queries): Promise<void> {
    const providers = await takeBillables(queries, events.flatMap(billableIds));
    await this.makeFor(providers, queries, londonDate(this.clock.now()));
  }

  /** Job. @returns how many invoices were made */
  async run(through?: string): Promise<number> {
    const last = through ?? londonDate(this.clock.now());
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
