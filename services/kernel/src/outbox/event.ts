import type { Queries } from '../postgres/database.js';
import { statement } from '../postgres/statement.js';

/** A fact that happened, as it is stored in the outbox. The version rises when the payload's shape changes. */
export interface EventEnvelope<Payload = Record<string, unknown>> {
  readonly id: string;
  /** Service and past tense: "ordering.delivery-confirmed". */
  readonly type: string;
  readonly version: number;
  readonly councilId: string | null;
  readonly payload: Payload;
  readonly occurredAt: Date;
}

const APPEND = statement('kernel.append-event', 'select kernel.append_event($1, $2, $3, $4, $5, $6)');

/** Puts an event into the outbox inside the caller's transaction. */
export function appendEvent(queries: Queries, event: EventEnvelope): Promise<unknown> {
  return queries.query(APPEND, [
    event.id,
    event.type,
    event.version,
    event.councilId,
    JSON.stringify(event.payload),
    event.occurredAt,
  ]);
}
