import { Inject, Injectable } from '@nestjs/common';
import {
  CLOCK,
  type Clock,
  type EventConsumer,
  type EventEnvelope,
  londonDate,
  type Queries,
  statement,
} from '@owncourse/kernel/contract';
import { SYSTEM_ACTOR_ID } from '@owncourse/ledger/contract';
import { DIFFERENCE_ACCEPTED, INVOICES_ISSUED, type InvoicesIssued } from '../contract/events.js';
import { ApproveInvoices } from './approve-invoices.js';

const APPROVABLE = statement(
  'invoicing.approvable-by-policy',
  'select * from invoicing.approvable_by_policy($1::uuid[], $2) as invoice_id',
);
const BY_ITSELF = { actorId: SYSTEM_ACTOR_ID, onBehalfOf: null, mandateId: null };

/** Invoices that agree with their orders and visits need nobody's touch where the council's policy `approveMatched` is AUTO. */
@Injectable()
export class ApproveByPolicy implements EventConsumer {
  readonly name = 'invoicing.approve-by-policy';
  readonly types = [INVOICES_ISSUED, DIFFERENCE_ACCEPTED];

  constructor(
    private readonly approving: ApproveInvoices,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async handle(events: readonly EventEnvelope[], queries: Queries): Promise<void> {
    const at = this.clock.now();
    for (const { payload, councilId } of events) {
      const { invoiceIds } = payload as unknown as Pick<InvoicesIssued, 'invoiceIds'>;
      const rows = await queries.query<{ invoice_id: string }>(APPROVABLE, [invoiceIds, londonDate(at)]);
      const ids = rows.map((row) => row.invoice_id);
      if (ids.length > 0) await this.approving.write(queries, { ids, councilId, actingFor: () => BY_ITSELF, at });
    }
  }
}
