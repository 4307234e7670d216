import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  addDays,
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
import { type Acting, lockBudgets, type PauseOfBudget, pauseOf, release } from '@owncourse/ledger/contract';
import { VISITS_CANCELLED, type VisitsCancelled } from '../contract/events.js';
import type { CancelPausedVisitsInput } from '../contract/visit-inputs.js';
import { chargedFor } from '../domain/interruption.js';
import { InterruptionRepository } from '../persistence/interruption.repository.js';
import { authorise, cancelOccurrences } from '../persistence/order-writes.js';
import { addBreak, writeEvent } from '../persistence/plan-writes.js';
import { actsFor, type VisitTaken } from './enter-interruption.js';

export interface PausedVisitsFound {
  readonly fromOn: string;
  readonly beforeOn: string | null;
  readonly visits: readonly VisitTaken[];
}

/**
 * A pause keeps what is promised. Whoever wants the money back cancels those visits here, all at once and by the notice rule:
 * a provider that kept the time free is paid as for any late notice. Visits that are only planned wait for the budget.
 */
@Injectable()
export class CancelPausedVisits {
  constructor(
    private readonly database: Database,
    private readonly interruptions: InterruptionRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Refuses WRONG_STATE for a budget that is not paused and will not be. */
  async preview(actor: Actor, budgetId: string): Promise<PausedVisitsFound> {
    const at = this.clock.now();
    return this.database.transaction(rowScope(actor), async (queries) => {
      const budget = await this.budget(queries, budgetId, at);
      requireAccess(actor, 'pausedVisits', budget);
      return this.found(queries, budgetId, budget, at);
    });
  }

  /** Refuses FEE_CHANGED {feePence} when the fee is another than was shown, and WRONG_STATE. */
  async run(actor: Actor, input: CancelPausedVisitsInput): Promise<void> {
    const at = this.clock.now();
    const { budgetId } = input;
    const seen = await this.database.transaction(rowScope(actor), (queries) => this.budget(queries, budgetId, at));
    requireAccess(actor, 'cancelPausedVisits', seen);
    const { personId } = seen;
    const acting = actsFor(actor, personId);
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          if (acting.mandateId !== null)
            authorise(queries, { actorId: actor.personId, personId, scope: 'ORDER', pence: 0n, at });
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'cancelPausedVisits',
            key: input.idempotencyKey,
            input: { ...input, idempotencyKey: null },
            result: {},
            at,
          });
          void lockBudgets(queries, [budgetId], false);
          await this.interruptions.lockOrders(queries, personId);
          // Read again under the locks: the pause may have been moved, and visits delivered or cancelled.
          const { visits } = await this.found(queries, budgetId, await this.budget(queries, budgetId, at), at);
          const fee = visits.reduce((sum, visit) => sum + visit.feePence, 0n);
          if (fee !== input.agreedFeePence) throw new Refusal('FEE_CHANGED', { feePence: fee.toString() });
          if (visits.length > 0) this.cancel(queries, visits, acting, at);
        }),
      () => undefined,
    );
  }

  /** Refuses NOT_FOUND; whether there is a pause is for `found`, after the right was looked at. */
  private async budget(queries: Queries, budgetId: string, at: Date): Promise<PauseOfBudget> {
    const budget = isId(budgetId) ? await pauseOf(queries, budgetId, londonDate(at)) : null;
    if (!budget) throw Refusal.notFound();
    return budget;
  }

  private async found(
    queries: Queries,
    budgetId: string,
    { personId, pause }: PauseOfBudget,
    at: Date,
  ): Promise<PausedVisitsFound> {
    if (!pause) throw new Refusal('WRONG_STATE');
    const last = pause.beforeOn === null ? null : addDays(pause.beforeOn, -1);
    const rows = await this.interruptions.visitsAway(queries, personId, pause.fromOn, last);
    const visits = rows
      .filter((visit) => visit.budget_id === budgetId && visit.status === 'HELD' && visit.starts_at > at)
      .map((visit) => ({ ...visit, ...chargedFor('HOLIDAY', visit, at, 0n) }));
    return { ...pause, visits };
  }

  private cancel(queries: Queries, visits: readonly VisitTaken[], acting: Acting, at: Date): void {
    const groupId = this.ids.next();
    for (const orderId of new Set(visits.map((visit) => visit.order_id))) {
      const own = visits.filter((visit) => visit.order_id === orderId);
      const days = own.map((visit) => visit.on_date).sort();
      const [from, through] = [days[0] ?? '', days.at(-1) ?? ''];
      const doing = { orderId, at, actorId: acting.actorId };
      void writeEvent(queries, { ...doing, eventId: this.ids.next(), code: 'PAUSED' });
      // So that no later version of the order fills these days again.
      if (own[0]?.order_kind === 'STANDING')
        void addBreak(queries, { ...doing, breakId: this.ids.next(), from, before: addDays(through, 1) });
      void cancelOccurrences(queries, orderId, own, false, at);
      const payload: VisitsCancelled = {
        orderId,
        occurrenceIds: own.map((visit) => visit.id),
        feePence: own.reduce((sum, visit) => sum + visit.feePence, 0n).toString(),
      };
      void appendEvent(queries, {
        id: this.ids.next(),
        type: VISITS_CANCELLED,
        version: 1,
        councilId: own[0]?.council_id ?? null,
        payload: { ...payload },
        occurredAt: at,
      });
    }
    void release(
      queries,
      visits.map((visit) => ({ holdId: visit.id, feePence: visit.feePence })),
      { groupId, day: londonDate(at), at, acting },
    );
  }
}
