import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
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
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { postSettlements } from '@owncourse/ledger/contract';
import { PAYMENT_RUN_RELEASED, type PaymentRunReleased } from '../contract/events.js';
import { budgetSums, invoicesOfRun, markReleased, rejectedTries } from '../persistence/invoice-writes.js';
import { recoveriesOfRun } from '../persistence/credit-writes.js';
import { PaymentRunRepository } from '../persistence/payment-run.repository.js';
import { invoiceMoves, lockBudgetsOf } from '../persistence/posting.js';
import { GiveMoneyBack } from './give-money-back.js';

@Injectable()
export class ReleasePaymentRun {
  constructor(
    private readonly database: Database,
    private readonly paymentRuns: PaymentRunRepository,
    private readonly giving: GiveMoneyBack,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** A second officer lets the run go: every payment settled and posted (invoiced → paid), what was taken off too, or nothing. @returns its id */
  async run(actor: Actor, input: { readonly paymentRunId: string; readonly idempotencyKey: string }): Promise<string> {
    const run = isId(input.paymentRunId) ? await this.paymentRuns.withInvoices(actor, input.paymentRunId) : null;
    if (!run) throw Refusal.notFound();
    requireAccess(actor, 'releasePaymentRun', { councilId: run.councilId });
    const at = this.clock.now();
    const day = londonDate(at);
    const { paymentRunId } = input;
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'releasePaymentRun',
            key: input.idempotencyKey,
            input: { paymentRunId },
            result: { paymentRunId },
            at,
          });
          const [prepared, preparedOff] = await Promise.all([
            budgetSums(queries, run.invoiceIds),
            recoveriesOfRun(queries, paymentRunId),
          ]);
          void lockBudgetsOf(queries, [...prepared, ...preparedOff]);
          void markReleased(queries, {
            councilId: run.councilId,
            id: paymentRunId,
            on: day,
            at,
            actorId: actor.personId,
          });
          // Whose bank details are not agreed any more has left the run by now.
          const [invoiceIds, takenOff, tries] = await Promise.all([
            invoicesOfRun(queries, paymentRunId),
            recoveriesOfRun(queries, paymentRunId),
            rejectedTries(queries, run.invoiceIds),
          ]);
          const staying = new Set(invoiceIds);
          const sums = prepared.filter((sum) => staying.has(sum.invoice_id));
          const acting = { actorId: actor.personId, onBehalfOf: null, mandateId: null };
          const moves = invoiceMoves(sums, () => acting).map((move) => ({
            ...move,
            attempt: (tries.get(move.invoiceId) ?? 0) + 1,
          }));
          void postSettlements(queries, moves, day, at);
          await this.giving.recover(queries, 'SET_OFF', takenOff, day, acting);
          const payload: PaymentRunReleased = { paymentRunId, invoiceIds };
          void appendEvent(queries, {
            id: this.ids.next(),
            type: PAYMENT_RUN_RELEASED,
            version: 1,
            councilId: run.councilId,
            payload: { ...payload },
            occurredAt: at,
          });
        }),
      () => undefined,
    );
    return paymentRunId;
  }
}
