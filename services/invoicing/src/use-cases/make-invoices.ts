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
import { INVOICES_DIFFER, INVOICES_ISSUED, type InvoicesDiffer, type InvoicesIssued } from '../contract/events.js';
import { creditsToMake } from '../persistence/credit-writes.js';
import { insertInvoices, type MadeInvoice, takeBillables, waitingProviders } from '../persistence/invoice-writes.js';
import { GiveMoneyBack } from './give-money-back.js';

/** Providers a transaction: little enough to repeat after a stop, much enough to be set based. */
const PROVIDERS_AT_ONCE = 10;
/** Transactions of the job beside each other, each with providers of its own. */
const LANES = 2;

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
    const nextProviders = this.pagesOfProviders(last);
    const lane = async (): Promise<number> => {
      let made = 0;
      for (let providers = await nextProviders(); providers.length > 0; providers = await nextProviders()) {
        const page = providers;
        made += await this.database.transaction(NOBODY, (queries) => this.makeFor(page, queries, last));
      }
      return made;
    };
    // Each lane ends what it began, also when another fails.
    const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
    return lanes.reduce((sum, ended) => {
      if (ended.status === 'rejected') throw ended.reason;
      return sum + ended.value;
    }, 0);
  }

  /** @returns what gives the next providers that something waits for, each to one who asks; none at the end */
  private pagesOfProviders(last: string): () => Promise<string[]> {
    let after: string | undefined = NIL_ID;
    let asked: Promise<string[]> = Promise.resolve([]);
    const ask = async (): Promise<string[]> => {
      const start = after;
      if (start === undefined) return [];
      const providers = await this.database.transaction(NOBODY, (queries) =>
        waitingProviders(queries, last, start, PROVIDERS_AT_ONCE),
      );
      after = providers.at(-1);
      return providers;
    };
    return () => (asked = asked.then(ask));
  }

  private async makeFor(providerIds: readonly string[], queries: Queries, through: string): Promise<number> {
    if (providerIds.length === 0) return 0;
    const at = this.clock.now();
    const made = await insertInvoices(queries, providerIds, through, londonDate(at));
    for (const councilId of new Set(made.map((invoice) => invoice.council_id))) {
      const payload: InvoicesIssued = {
        invoiceIds: made.filter((invoice) => invoice.council_id === councilId).map((invoice) => invoice.invoice_id),
      };
      this.tell(queries, INVOICES_ISSUED, councilId, { ...payload }, at);
    }
    this.askProviders(queries, made, at);
    return made.length;
  }

  /** What seems to be charged twice waits for a word of its provider. */
  private askProviders(queries: Queries, made: readonly MadeInvoice[], at: Date): void {
    const differing = made.filter((invoice) => invoice.charged_twice);
    const sides = new Map(differing.map((one) => [`${one.council_id} ${one.provider_id}`, one]));
    for (const { council_id: councilId, provider_id: providerId } of sides.values()) {
      const payload: InvoicesDiffer = {
        invoiceIds: differing
          .filter((one) => one.council_id === councilId && one.provider_id === providerId)
          .map((one) => one.invoice_id),
        providerId,
      };
      this.tell(queries, INVOICES_DIFFER, councilId, { ...payload }, at);
    }
  }

  private tell(queries: Queries, type: string, councilId: string, payload: Record<string, unknown>, at: Date): void {
    void appendEvent(queries, { id: this.ids.next(), type, version: 1, councilId, payload, occurredAt: at });
  }
}
