import { Inject, Injectable } from '@nestjs/common';
import {
  appendEvent,
  CLOCK,
  type Clock,
  IDS,
  type IdSource,
  londonDate,
  type Queries,
} from '@owncourse/kernel/contract';
import { type Acting, lockBudgets, postCredits, postRecoveries, SYSTEM_ACTOR_ID } from '@owncourse/ledger/contract';
import { CREDIT_NOTE_ISSUED, type CreditNoteIssued, MONEY_CAME_BACK, type MoneyCameBack } from '../contract/events.js';
import {
  type CreditToMake,
  insertCredits,
  type MadeCredit,
  type ReturnedCredit,
  returnRecovered,
  type RunRecovery,
} from '../persistence/credit-writes.js';

const BY_ITSELF: Acting = { actorId: SYSTEM_ACTOR_ID, onBehalfOf: null, mandateId: null };

/** Gives back what a visit cost too much when it was questioned after it was confirmed. Each step is in its caller's transaction. */
@Injectable()
export class GiveMoneyBack {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * Settled questions: credit notes where there is an invoice, and the money back in the budgets.
   * @param providerIds others whose invoices are made in the same transaction
   */
  async follow(owed: readonly CreditToMake[], providerIds: readonly string[], queries: Queries): Promise<number> {
    if (owed.length === 0) return 0;
    const at = this.clock.now();
    const day = londonDate(at);
    void lockBudgets(queries, [...new Set(owed.map((one) => one.budget_id))], false);
    const disputeIds = owed.map((one) => one.dispute_id);
    const made = await insertCredits(queries, disputeIds, providerIds, day, at);
    const back = made.filter((one) => one.gives_back);
    this.post(queries, back, BY_ITSELF, at);
    for (const one of made) this.tellOfNote(queries, one, at);
    return made.length;
  }

  /** What providers gave back, and credits that waited for it. Lock the budgets first. */
  async recover(
    queries: Queries,
    kind: 'SET_OFF' | 'REFUNDED',
    recoveries: readonly RunRecovery[],
    on: string,
    acting: Acting,
  ): Promise<void> {
    if (recoveries.length === 0) return;
    const at = this.clock.now();
    const returned = await returnRecovered(
      queries,
      recoveries.map((one) => one.credit_note_id),
      londonDate(at),
    );
    const moves = recoveries.map((one) => ({
      councilId: one.council_id,
      id: one.id,
      kind,
      providerId: one.provider_id,
      budgetId: one.budget_id,
      deliveryId: one.delivery_id,
      pence: one.amount_pence,
    }));
    void postRecoveries(queries, moves, { day: on, at, acting });
    const back = returned.map((one) => ({ ...one, from_invoiced: true }));
    this.post(queries, back, acting, at);
  }

  private post(
    queries: Queries,
    credits: readonly (ReturnedCredit & Pick<MadeCredit, 'from_invoiced'>)[],
    acting: Acting,
    at: Date,
  ): void {
    if (credits.length === 0) return;
    const moves = credits.map((one) => ({
      councilId: one.council_id,
      deliveryId: one.delivery_id,
      providerId: one.provider_id,
      pence: one.credit_pence,
      fromInvoiced: one.from_invoiced,
    }));
    void postCredits(queries, moves, { day: londonDate(at), at, acting });
    for (const one of credits) {
      const payload: MoneyCameBack = {
        disputeId: one.dispute_id,
        deliveryId: one.delivery_id,
        orderId: one.order_id,
        personId: one.person_id,
        providerId: one.provider_id,
        creditPence: one.credit_pence.toString(),
      };
      this.tell(queries, MONEY_CAME_BACK, one.council_id, { ...payload }, at);
    }
  }

  private tellOfNote(queries: Queries, credit: MadeCredit, at: Date): void {
    if (credit.credit_note_id === null) return;
    const payload: CreditNoteIssued = {
      creditNoteId: credit.credit_note_id,
      deliveryId: credit.delivery_id,
      orderId: credit.order_id,
      personId: credit.person_id,
      providerId: credit.provider_id,
    };
    this.tell(queries, CREDIT_NOTE_ISSUED, credit.council_id, { ...payload }, at);
  }

  private tell(
    queries: Queries,
    type: string,
    councilId: string,
    payload: Readonly<Record<string, unknown>>,
    occurredAt: Date,
  ): void {
    void appendEvent(queries, { id: this.ids.next(), type, version: 1, councilId, payload, occurredAt });
  }
}
