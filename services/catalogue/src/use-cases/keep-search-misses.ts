import { Injectable } from '@nestjs/common';
import { type EventConsumer, type EventEnvelope, NIL_ID, type Queries, statement } from '@owncourse/kernel/contract';
import { SEARCHED_WITHOUT_RESULT } from '../contract/events.js';

const RECORD = statement('catalogue.record-search-miss', 'select catalogue.record_search_miss($1, $2, $3, $4, $5, $6)');

/** Keeps what was searched for and not found, for the council's market report. */
@Injectable()
export class KeepSearchMisses implements EventConsumer {
  readonly name = 'catalogue.search-misses';
  readonly types = [SEARCHED_WITHOUT_RESULT];

  async handle(events: readonly EventEnvelope[], queries: Queries): Promise<void> {
    await Promise.all(
      events.map((event) =>
        queries.query(RECORD, [
          event.id,
          event.payload['words'],
          event.councilId ?? NIL_ID,
          event.occurredAt,
          event.payload['asker'] ?? null,
          event.payload['supportTypeSlug'] ?? null,
        ]),
      ),
    );
  }
}
