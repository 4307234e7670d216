import { Inject, Injectable } from '@nestjs/common';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import {
  type Actor,
  addDays,
  appendEvent,
  formatQuantity,
  IDS,
  type IdSource,
  londonDate,
  parseQuantity,
  type Queries,
} from '@owncourse/kernel/contract';
import { lockBudgets } from '@owncourse/ledger/contract';
import { DELIVERY_RECORDED } from '../contract/events.js';
import type { RecordDeliveryInput } from '../contract/visit-inputs.js';
import { deliveredPence } from '../domain/delivery-note.js';
import type { OccurrenceRow } from '../persistence/order.repository.js';
import { insertDeliveries, type NewDelivery } from '../persistence/order-writes.js';

const DEFAULT_AUTO_CONFIRM_DAYS = 7;
/** The council's word for "no visit ever confirms itself". */
const NEVER = 'never';

export interface VisitNote {
  readonly visit: OccurrenceRow;
  readonly note: NewDelivery;
}

/** Turns checked facts into notes and writes them: for one, for many and for files alike. */
@Injectable()
export class DeliveryNotes {
  constructor(
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** London days after which silence confirms a note entered today, for each council; null for never. */
  async silenceEnds(councilIds: readonly string[], at: Date): Promise<ReadonlyMap<string, string | null>> {
    const today = londonDate(at);
    const days = await Promise.all(
      [...new Set(councilIds)].map(async (councilId) => {
        const policy = await this.identity.policy(councilId, 'autoConfirmDays', today);
        if (policy === NEVER) return [councilId, null] as const;
        return [councilId, addDays(today, typeof policy === 'number' ? policy : DEFAULT_AUTO_CONFIRM_DAYS)] as const;
      }),
    );
    return new Map(days);
  }

  /** @throws Refusal MORE_THAN_HELD */
  note(
    input: Omit<RecordDeliveryInput, 'idempotencyKey'>,
    visit: OccurrenceRow,
    silenceEnds: ReadonlyMap<string, string | null>,
  ): VisitNote {
    return {
      visit,
      note: {
        id: this.ids.next(),
        occurrenceId: visit.id,
        workerName: input.workerName.trim(),
        place: input.place.trim(),
        startedAt: input.startedAt,
        endedAt: input.endedAt,
        quantity: formatQuantity(parseQuantity(input.quantity)),
        amountPence: deliveredPence(input.quantity, visit).toString(),
        confirmsItselfOn: silenceEnds.get(visit.council_id) ?? null,
      },
    };
  }

  /** Locks the budgets, writes the notes and tells the house, council by council. Refuses WRONG_STATE. */
  send(queries: Queries, actor: Actor, notes: readonly VisitNote[], at: Date): void {
    void lockBudgets(queries, [...new Set(notes.map(({ visit }) => visit.budget_id))], false);
    void insertDeliveries(
      queries,
      actor.organisationId ?? '',
      notes.map(({ note }) => note),
      at,
      actor.personId,
    );
    for (const councilId of new Set(notes.map(({ visit }) => visit.council_id))) {
      const own = notes.filter(({ visit }) => visit.council_id === councilId);
      void appendEvent(queries, {
        id: this.ids.next(),
        type: DELIVERY_RECORDED,
        version: 1,
        councilId,
        payload: { deliveryIds: own.map(({ note }) => note.id), occurrenceIds: own.map(({ visit }) => visit.id) },
        occurredAt: at,
      });
    }
  }
}
