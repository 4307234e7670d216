import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, sqlFile, statement } from '@owncourse/kernel/contract';

export interface HelpedPersonRow {
  readonly person_id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly ends_on: string | null;
  readonly to_confirm: number;
  readonly said_no: number;
  readonly last_no_order: string | null;
  readonly last_no_reason: string | null;
  readonly service_name: string | null;
  readonly available_pence: Pence | null;
  readonly short_week: string | null;
  readonly missing_pence: Pence | null;
  readonly new_messages: number;
  readonly urgency: number;
}

export interface HelpedPeopleAsked {
  /** London days, and the instant since when a no is news. */
  readonly today: string;
  readonly since: Date;
  readonly endsSoon: string;
  readonly needsMe: boolean;
  readonly name: string | null;
  /** Urgency, name and id of the last row of the page before. */
  readonly after: readonly [urgency: number, name: string, personId: string] | null;
  readonly limit: number;
}

const PAGE = sqlFile(import.meta.url, './sql/helped-people.sql');
const COUNTS = statement(
  'messages.helped-people-counts',
  'select count(*)::int as total from identity.people_of_actor(kernel.scope_person(), $1)',
);

interface Counted extends HelpedPersonRow {
  readonly total: number;
  readonly needing: number;
}

/** One statement over the rooms that know what a person needs, for everybody the reader may act for. */
@Injectable()
export class HelpedPeopleRepository {
  async page(
    queries: Queries,
    asked: HelpedPeopleAsked,
  ): Promise<{ rows: readonly HelpedPersonRow[]; total: number; needing: number }> {
    const { today, since, endsSoon, needsMe, name, after, limit } = asked;
    const place = [after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null];
    const rows = await queries.query<Counted>(PAGE, [today, since, endsSoon, needsMe, name, ...place, limit]);
    const [first] = rows;
    if (first) return { rows, total: first.total, needing: first.needing };
    // Nobody on this page says nothing about how many there are.
    const [counts] = await queries.query<{ total: number }>(COUNTS, [today]);
    return { rows, total: counts?.total ?? 0, needing: 0 };
  }
}
