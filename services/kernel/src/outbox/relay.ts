import type { Clock } from '../time/clock.js';
import { NOBODY } from '../context/actor.js';
import type { Database, Queries } from '../postgres/database.js';
import { statement } from '../postgres/statement.js';
import type { EventEnvelope } from './event.js';

/** Handles each event once, inside the transaction that marks it handled. */
export interface EventConsumer {
  /** Stable; it names the consumer's place in the outbox. */
  readonly name: string;
  /** Event types it wants. Others are passed over. */
  readonly types: readonly string[];
  handle(events: readonly EventEnvelope[], queries: Queries): Promise<void>;
}

export const EVENT_CONSUMERS = Symbol('EventConsumers');

interface OutboxRow {
  readonly event_position: bigint;
  readonly event_id: string;
  readonly type: string;
  readonly version: number;
  readonly council_id: string | null;
  readonly payload: Record<string, unknown>;
  readonly occurred_at: Date;
  /** How many events the batch holds, those nobody asked for included. */
  readonly batch_size: bigint;
}

const READ = statement('kernel.read-outbox', 'select * from kernel.read_outbox($1, $2, $3, $4::text::xid8)');
const MARK = statement('kernel.mark-handled', 'select kernel.mark_handled($1, $2, $3, $4)');
const HELD_BACK = statement(
  'kernel.outbox-held-back',
  'select kernel.outbox_held_back() as held_back, pg_snapshot_xmin(pg_current_snapshot())::text as before',
);
const GREW = statement('kernel.outbox-grew', 'select kernel.outbox_grew($1::text::xid8) as grew');
// More than a demo week has: what is handled together must not hang on who was quicker.
const BATCH = 2_000;
const WAIT_MS = 20;
const MOST_WAITS = 500;

/** Reads the outbox for one consumer at a time; copies of it in other processes wait for the consumer's lock. */
export class OutboxRelay {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Handles what waits.
   * @param before only events of transactions that began before this one; everything when null
   * @returns how many events were handled or passed over
   */
  async drain(consumer: EventConsumer, before: string | null = null): Promise<number> {
    let total = 0;
    for (;;) {
      const read = await this.batch(consumer, before);
      total += read;
      if (read < BATCH) return total;
    }
  }

  /**
   * Waits until every committed event can be read, ten seconds at the most: for callers that read the outbox once.
   * @returns the first transaction that is later than all of them
   */
  async settled(): Promise<string> {
    for (let waits = 1; ; waits += 1) {
      const [row] = await this.database.call<{ held_back: boolean; before: string }>(HELD_BACK);
      if (row && (!row.held_back || waits === MOST_WAITS)) return row.before;
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    }
  }

  /** Whether anything was told in transactions that are not before this one. */
  async grewSince(transaction: string): Promise<boolean> {
    const [row] = await this.database.call<{ grew: boolean }>(GREW, [transaction]);
    return row?.grew ?? false;
  }

  private batch(consumer: EventConsumer, before: string | null): Promise<number> {
    return this.database.transaction(NOBODY, async (queries) => {
      const rows = await queries.query<OutboxRow>(READ, [consumer.name, consumer.types, BATCH, before]);
      const last = rows.at(-1);
      if (!last) return 0;
      const wanted = rows.filter((row) => consumer.types.includes(row.type));
      if (wanted.length > 0) await consumer.handle(wanted.map(asEnvelope), queries);
      void queries.query(MARK, [
        consumer.name,
        wanted.map((row) => row.event_id),
        last.event_position,
        this.clock.now(),
      ]);
      return Number(last.batch_size);
    });
  }
}

function asEnvelope(row: OutboxRow): EventEnvelope {
  return {
    id: row.event_id,
    type: row.type,
    version: row.version,
    councilId: row.council_id,
    payload: row.payload,
    occurredAt: row.occurred_at,
  };
}
