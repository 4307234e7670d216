import { Inject, Injectable } from '@nestjs/common';
import { type AccessSubject, mayDo, requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  londonDate,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { type Acting, postInvoices } from '@owncourse/ledger/contract';
import { INVOICES_APPROVED, type InvoicesApproved } from '../contract/events.js';
import type { ApproveInvoicesInput } from '../contract/invoicing.port.js';
import { actingForPayer, USE_MANDATE } from '../persistence/acting.js';
import { type InvoiceHead, InvoiceRepository } from '../persistence/invoice.repository.js';
import { budgetSums, markApproved } from '../persistence/invoice-writes.js';
import { invoiceMoves, lockBudgetsOf } from '../persistence/posting.js';

const MOST_AT_ONCE = 1000;

/** A finance officer approves any invoice of the council; where the person holds the money, they may too, or who pays for them. */
function subjectOf(head: InvoiceHead): AccessSubject {
  return { councilId: head.council_id, personId: head.payer_kind === 'COUNCIL' ? null : (head.person_ids[0] ?? null) };
}

@Injectable()
export class ApproveInvoices {
  constructor(
    private readonly database: Database,
    private readonly invoices: InvoiceRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Invoices whose order, delivery and lines agree become payable, all or nothing: accrued → invoiced. */
  async run(actor: Actor, input: ApproveInvoicesInput): Promise<readonly string[]> {
    const ids = [...new Set(input.invoiceIds)].sort();
    if (ids.length === 0 || ids.length > MOST_AT_ONCE)
      throw Refusal.invalid('invoiceIds', `Choose 1 to ${MOST_AT_ONCE} invoices.`);
    if (!ids.every(isId)) throw Refusal.notFound();
    const heads = await this.invoices.heads(actor, ids);
    if (heads.length !== ids.length) throw Refusal.notFound();
    for (const head of heads) requireAccess(actor, 'approveInvoice', subjectOf(head));
    const at = this.clock.now();
    const acting = new Map(heads.map((head) => [head.id, actingForPayer(actor, subjectOf(head).personId)]));
    const onBehalfOf = [...new Set([...acting.values()].flatMap((one) => one.onBehalfOf ?? []))].sort();
    const done = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          for (const personId of onBehalfOf)
            void queries.query(USE_MANDATE, [actor.personId, personId, 'PAY', '0', at]);
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'approveInvoice',
            key: input.idempotencyKey,
            input: ids,
            result: { invoiceIds: ids },
            at,
          });
          await this.write(queries, {
            ids,
            councilId: heads[0]?.council_id ?? null,
            actingFor: (id) => acting.get(id) ?? { actorId: actor.personId, onBehalfOf: null, mandateId: null },
            at,
          });
          return ids;
        }),
      () => ids,
    );
    return done.result;
  }

  /** In the caller's transaction, all or nothing: accrued → invoiced. Refuses WRONG_STATE and MATCH_PROBLEMS. */
  async write(
    queries: Queries,
    approval: {
      readonly ids: readonly string[];
      readonly councilId: string | null;
      readonly actingFor: (invoiceId: string) => Acting;
      readonly at: Date;
    },
  ): Promise<void> {
    const { ids, councilId, actingFor, at } = approval;
    void lockBudgetsOf(queries, await budgetSums(queries, ids));
    // Under the lock: what was credited before is not owed any more.
    const sums = await budgetSums(queries, ids);
    void markApproved(queries, ids, at, actingFor(ids[0] ?? '').actorId);
    const moves = invoiceMoves(sums, actingFor, (sum) => sum.amount_pence - sum.credited_pence);
    void postInvoices(queries, moves, londonDate(at), at);
    const payload: InvoicesApproved = { invoiceIds: ids };
    void appendEvent(queries, {
      id: this.ids.next(),
      type: INVOICES_APPROVED,
      version: 1,
      councilId,
      payload: { ...payload },
      occurredAt: at,
    });
  }

  /** What this actor could approve now. */
  async waiting(actor: Actor, limit: number): Promise<readonly string[]> {
    const heads = await this.invoices.toApprove(actor, limit);
    return heads.filter((head) => mayDo(actor, 'approveInvoice', subjectOf(head))).map((head) => head.id);
  }
}
