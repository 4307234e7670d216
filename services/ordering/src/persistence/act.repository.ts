import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, sqlFile } from '@owncourse/kernel/contract';
import { SYSTEM_ACTOR_ID } from '@owncourse/ledger/contract';

export interface ActRow {
  readonly id: string;
  readonly at: Date;
  readonly actor_id: string;
  readonly code: string;
  readonly order_id: string;
  readonly kind: 'ONE_OFF' | 'STANDING';
  readonly pence: Pence | null;
  /** The telephone call in which it was done, and what was read out; null where nobody rang. */
  readonly call_id: string | null;
  readonly words_read: string | null;
  readonly caller: 'PERSON' | 'SPEAKER' | null;
  readonly speaker_name: string | null;
}

const ACTS = sqlFile(import.meta.url, './sql/acts-for-reader.sql');

/** What others did for a reader, from the history of the reader's own orders and visits. */
@Injectable()
export class ActRepository {
  /** @param after time and id of the last row of the page before */
  forReader(
    queries: Queries,
    mandateId: string | null,
    after: readonly string[] | null,
    limit: number,
  ): Promise<ActRow[]> {
    const values = [mandateId, SYSTEM_ACTOR_ID, after?.[0] ?? null, after?.[1] ?? null, limit];
    return queries.query<ActRow>(ACTS, values);
  }
}
