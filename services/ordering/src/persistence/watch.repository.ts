import { Injectable } from '@nestjs/common';
import { type Queries, statement } from '@owncourse/kernel/contract';

export interface AlertRow {
  readonly occurrence_id: string;
  readonly council_id: string;
  readonly person_id: string;
  readonly alerted_at: Date;
  readonly is_open: boolean;
}

export interface WatchRow {
  readonly occurrence_id: string;
  readonly started_at: Date | null;
  readonly worker_name: string | null;
  readonly alerted_at: Date | null;
}

const ALERTS = statement(
  'ordering.visit-alerts',
  `select a.occurrence_id, a.council_id, a.person_id, a.alerted_at, c.status = 'HELD' and s.occurrence_id is null as is_open
   from ordering.visit_alert a join ordering.occurrence c on c.council_id = a.council_id and c.id = a.occurrence_id
   left join ordering.visit_start s on s.council_id = a.council_id and s.occurrence_id = a.occurrence_id
   where ($1::uuid is null or a.person_id = $1::uuid) and (not $2::boolean or c.status = 'HELD' and s.occurrence_id is null)
   order by a.alerted_at desc, a.occurrence_id limit $3`,
);
const WATCHED = statement(
  'ordering.watched-visits',
  `select w.id as occurrence_id, s.started_at, s.worker_name, a.alerted_at
   from unnest($1::uuid[]) as w (id) left join ordering.visit_start s on s.occurrence_id = w.id left join ordering.visit_alert a on a.occurrence_id = w.id`,
);
const UNWATCHED = statement('ordering.unwatched', 'select reason from ordering.unwatched_person where person_id = $1');

/** Starts and alerts of visits; row-level security leaves out what is not the reader's. */
@Injectable()
export class WatchRepository {
  alerts(queries: Queries, personId: string | null, openOnly: boolean, most: number): Promise<AlertRow[]> {
    return queries.query<AlertRow>(ALERTS, [personId, openOnly, most]);
  }

  watched(queries: Queries, occurrenceIds: readonly string[]): Promise<WatchRow[]> {
    return queries.query<WatchRow>(WATCHED, [occurrenceIds]);
  }

  /** Why silence does not confirm a person's visits; null when it does. */
  async unwatchedReason(queries: Queries, personId: string): Promise<string | null> {
    return (await queries.query<{ reason: string }>(UNWATCHED, [personId]))[0]?.reason ?? null;
  }
}
