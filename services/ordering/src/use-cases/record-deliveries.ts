import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  type FieldProblem,
  isId,
  orReplay,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import type { RecordDeliveryInput } from '../contract/visit-inputs.js';
import { noteProblems } from '../domain/delivery-note.js';
import { type OccurrenceRow, OrderRepository } from '../persistence/order.repository.js';
import { DeliveryNotes } from './delivery-notes.js';

const MOST_AT_ONCE = 1000;

@Injectable()
export class RecordDeliveries {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    private readonly notes: DeliveryNotes,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The provider's notes with the six facts, all or nothing. A visit that several people share happened for all of them: the
   * others get notes of their own with the same facts, each about their share. @returns the ids for the inputs, in their order
   */
  async run(actor: Actor, inputs: readonly RecordDeliveryInput[], idempotencyKey: string): Promise<readonly string[]> {
    if (inputs.length === 0 || inputs.length > MOST_AT_ONCE)
      throw Refusal.invalid('inputs', `Send 1 to ${MOST_AT_ONCE} notes at a time.`);
    if (
      inputs.some((input) => !isId(input.occurrenceId)) ||
      new Set(inputs.map((input) => input.occurrenceId)).size !== inputs.length
    )
      throw Refusal.notFound();
    const at = this.clock.now();
    const visits = await this.visits(actor, inputs);
    const silenceEnds = await this.notes.silenceEnds(
      visits.map((visit) => visit.council_id),
      at,
    );
    const problems: FieldProblem[] = inputs.flatMap((input, index) => {
      const visit = visits[index];
      return visit ? noteProblems(input, visit, at, inputs.length === 1 ? '' : `inputs[${index}].`) : [];
    });
    if (problems.length > 0) throw Refusal.invalidFields(problems);
    const ready = inputs.map((input, index) => {
      const visit = visits[index];
      if (!visit) throw Refusal.notFound();
      return this.notes.note(input, visit, silenceEnds);
    });
    const shared = await this.sharedWith(actor, inputs, visits);
    const all = [...ready, ...shared.map(({ input, visit }) => this.notes.note(input, visit, silenceEnds))];
    const once = await orReplay(
      async () => {
        await this.database.transaction(rowScope(actor), (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'recordDelivery',
            key: idempotencyKey,
            input: inputs,
            result: { ids: ready.map(({ note }) => note.id) },
            at,
          });
          this.notes.send(queries, actor, all, at);
        });
        return ready.map(({ note }) => note.id);
      },
      (stored) => stored['ids'] as string[],
    );
    return once.result;
  }

  private async sharedWith(
    actor: Actor,
    inputs: readonly RecordDeliveryInput[],
    visits: readonly OccurrenceRow[],
  ): Promise<{ readonly input: RecordDeliveryInput; readonly visit: OccurrenceRow }[]> {
    const ids = visits.filter((visit) => visit.shared_order_id !== null).map(({ id }) => id);
    if (ids.length === 0) return [];
    return this.database.transaction(rowScope(actor), async (queries) => {
      const pairs = await this.orders.visitsTogether(queries, ids);
      const rows = await this.orders.occurrencesByIds(
        queries,
        pairs.map(({ id }) => id),
      );
      // Two of them in one request are in the inputs already; a third is noted once.
      const inputOf = new Map(pairs.map(({ id, with_id: withId }) => [id, withId]));
      return rows.flatMap((visit) => {
        const input = inputs.find((one) => one.occurrenceId === inputOf.get(visit.id));
        return input ? [{ input, visit }] : [];
      });
    });
  }

  /** The visits in the order of the inputs; a foreign one reads like one that does not exist. */
  private async visits(actor: Actor, inputs: readonly RecordDeliveryInput[]): Promise<OccurrenceRow[]> {
    const rows = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.occurrencesByIds(
        queries,
        inputs.map((input) => input.occurrenceId),
      ),
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return inputs.map((input) => {
      const visit = byId.get(input.occurrenceId);
      if (!visit) throw Refusal.notFound();
      requireAccess(actor, 'recordDelivery', { organisationId: visit.provider_id });
      return visit;
    });
  }
}
