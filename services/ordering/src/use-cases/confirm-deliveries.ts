import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  atOnce,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  groupBy,
  IDS,
  type IdSource,
  isId,
  londonDate,
  NOBODY,
  orReplay,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { accrue, type Acting, lockBudgets, SYSTEM_ACTOR_ID } from '@owncourse/ledger/contract';
import { DELIVERY_CONFIRMED, type DeliveryConfirmed } from '../contract/events.js';
import type { ByTelephone } from '../contract/order-inputs.js';
import { actingFor } from '../domain/acting-for.js';
import { readByTelephone } from '../domain/telephone.js';
import { type DeliveryRow, OrderRepository } from '../persistence/order.repository.js';
import { authorise, markConfirmed } from '../persistence/order-writes.js';
import { recordTelephoneActs } from '../persistence/telephone.repository.js';

const MOST_AT_ONCE = 200;
const SILENT = statement('ordering.silent-deliveries', 'select * from ordering.silent_deliveries($1, $2)');
const SILENT_BATCH = 200;

@Injectable()
export class ConfirmDeliveries {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** One person's notes, all or nothing: what was delivered becomes owed, what was not goes back. */
  async run(
    actor: Actor,
    deliveryIds: readonly string[],
    idempotencyKey: string,
    byTelephone?: ByTelephone | null,
  ): Promise<void> {
    const telephone = readByTelephone(byTelephone);
    const callId = telephone?.callId ?? null;
    const ids = [...new Set(deliveryIds)].sort();
    if (ids.length === 0 || ids.length > MOST_AT_ONCE)
      throw Refusal.invalid('deliveryIds', `Choose 1 to ${MOST_AT_ONCE} visits.`);
    if (!ids.every(isId)) throw Refusal.notFound();
    const notes = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.deliveries(queries, { ids }, ids.length),
    );
    const personId = notes[0]?.person_id;
    if (notes.length !== ids.length || personId === undefined || notes.some((note) => note.person_id !== personId))
      throw Refusal.notFound();
    requireAccess(actor, 'confirmDelivery', { personId, callId });
    const at = this.clock.now();
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          authorise(queries, {
            actorId: actor.personId,
            personId,
            scope: 'CONFIRM',
            pence: 0n,
            at,
            callId,
            providerIds: [...new Set(notes.map((note) => note.provider_id))],
          });
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'confirmDelivery',
            key: idempotencyKey,
            input: telephone === null ? ids : { ids, telephone },
            result: {},
            at,
          });
          this.sendConfirm(queries, notes, this.ids.next(), actingFor(actor, personId, 'CONFIRM'), at);
          const acts = notes.map((note) => ({
            subjectId: note.id,
            orderId: note.order_id,
            deliveryId: note.id,
            pence: note.amount_pence,
          }));
          recordTelephoneActs(queries, telephone, 'CONFIRMED', acts, at);
        }),
      () => undefined,
    );
  }

  /** Job: notes whose day of silence has come, one transaction each, so that one in dispute never holds up the rest. */
  async silent(): Promise<number> {
    const at = this.clock.now();
    let confirmed = 0;
    for (;;) {
      const before = confirmed;
      const due = await this.database.call<DeliveryRow>(SILENT, [londonDate(at), SILENT_BATCH]);
      const groups = due.map((note) => ({ note, groupId: this.ids.next() }));
      // Visits of one budget follow each other, as each funder's share follows from those before it.
      await atOnce([...groupBy(groups, ({ note }) => note.budget_id).values()], async (ofBudget) => {
        for (const { note, groupId } of ofBudget) if (await this.confirmSilent(note, groupId, at)) confirmed += 1;
      });
      if (due.length < SILENT_BATCH || confirmed === before) return confirmed;
    }
  }

  /** @returns false when somebody confirmed or disputed it in between: theirs stands */
  private async confirmSilent(note: DeliveryRow, groupId: string, at: Date): Promise<boolean> {
    try {
      await this.database.transaction(NOBODY, (queries) => {
        this.sendConfirm(queries, [note], groupId, { actorId: SYSTEM_ACTOR_ID, onBehalfOf: null, mandateId: null }, at);
      });
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return false;
    }
  }

  private sendConfirm(
    queries: Queries,
    notes: readonly DeliveryRow[],
    groupId: string,
    acting: Acting,
    at: Date,
  ): void {
    const deliveries = notes.map((note) => ({
      holdId: note.occurrence_id,
      deliveryId: note.id,
      pence: note.amount_pence,
    }));
    void lockBudgets(queries, [...new Set(notes.map((note) => note.budget_id))], false);
    void markConfirmed(
      queries,
      notes.map((note) => ({ id: note.id, amountPence: note.amount_pence })),
      at,
      acting.actorId,
    );
    void accrue(queries, deliveries, { groupId, day: londonDate(at), at, acting });
    const payload: DeliveryConfirmed = { deliveryIds: notes.map((note) => note.id) };
    void appendEvent(queries, {
      id: groupId,
      type: DELIVERY_CONFIRMED,
      version: 1,
      councilId: notes[0]?.council_id ?? null,
      payload: { ...payload },
      occurredAt: at,
    });
  }
}
