import { Injectable } from '@nestjs/common';
import { Database, type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { InterruptionKind } from '../contract/visit-inputs.js';
import type { Charged, VisitAway } from '../domain/interruption.js';

export interface VisitAwayRow extends VisitAway {
  readonly council_id: string;
  readonly order_id: string;
  readonly budget_id: string;
  readonly provider_id: string;
  readonly service_id: string;
  readonly ends_at: Date;
  readonly order_kind: 'ONE_OFF' | 'STANDING';
}

export interface OpenOrderRow {
  readonly id: string;
  readonly kind: 'ONE_OFF' | 'STANDING';
  readonly status: string;
}

export interface InterruptionRow {
  readonly id: string;
  readonly council_id: string;
  readonly person_id: string;
  readonly kind: InterruptionKind;
  readonly from_on: string;
  readonly to_on: string | null;
  readonly entered_at: Date;
  readonly entered_by_name: string | null;
  readonly came_home_at: Date | null;
  readonly visits: number;
  readonly charged_pence: Pence;
}

export interface RetainerRow {
  readonly interruption_id: string;
  readonly occurrence_id: string;
  readonly council_id: string;
  readonly order_id: string;
  readonly line_id: string;
  readonly person_id: string;
  readonly budget_id: string;
  readonly provider_id: string;
  readonly day: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly retainer_pence: Pence;
}

const VISITS_AWAY = statement('ordering.visits-away', 'select * from ordering.visits_away($1, $2, $3, null)');
const LOCK_ORDERS = statement('ordering.lock-orders-of', 'select * from ordering.lock_orders_of($1)');
const INSERT = statement(
  'ordering.insert-interruption',
  'select ordering.insert_interruption($1, $2, $3, $4, $5, $6, $7, $8, $9)',
);
const INSERT_VISITS = statement(
  'ordering.insert-interrupted-visits',
  'select ordering.insert_interrupted_visits($1, $2, $3, $4::uuid[], $5::date[], $6::bigint[], $7::bigint[])',
);
const ADD_BREAK = statement(
  'ordering.add-interruption-break',
  'select ordering.add_break($1, ordering.interruption_break($2, $1), $3, $4, $5, $6)',
);
const COME_HOME = statement('ordering.come-home', 'select order_id from ordering.come_home($1, $2, $3, $4)');
const DUE = statement('ordering.retainers-due', 'select * from ordering.retainers_due($1)');
const CLAIM = statement('ordering.claim-retainer', 'select ordering.claim_retainer($1, $2, $3)');
const CHARGE = statement('ordering.charge-retainer', 'select ordering.charge_retainer($1, $2)');
const ROWS = `select i.id, i.council_id, i.person_id, i.kind, i.from_on, i.to_on, i.entered_at, i.came_home_at,
    (select n.name from identity.person_names(array[i.entered_by]) n) as entered_by_name,
    (select count(*)::int from ordering.interrupted_visit w where w.interruption_id = i.id and not w.came_back) as visits,
    (select coalesce(sum(w.fee_pence + case when w.came_back then 0 else w.retainer_pence end), 0)::bigint from ordering.interrupted_visit w where w.interruption_id = i.id) as charged_pence
  from ordering.interruption i`;
const OF_PERSON = statement(
  'ordering.interruptions-of-person',
  `${ROWS} where i.person_id = $1 order by i.from_on desc, i.id desc limit 20`,
);
const BY_ID = statement('ordering.interruption-by-id', `${ROWS} where i.id = $1`);

/** A person's times away, and the visits that they take away. */
@Injectable()
export class InterruptionRepository {
  constructor(private readonly database: Database) {}

  /** Undelivered visits of a span, in the order in which their orders are locked. */
  visitsAway(queries: Queries, personId: string, from: string, to: string | null): Promise<VisitAwayRow[]> {
    return queries.query<VisitAwayRow>(VISITS_AWAY, [personId, from, to]);
  }

  lockOrders(queries: Queries, personId: string): Promise<OpenOrderRow[]> {
    return queries.query<OpenOrderRow>(LOCK_ORDERS, [personId]);
  }

  /** Refuses WRONG_STATE after a death. */
  insert(
    queries: Queries,
    entry: {
      councilId: string;
      id: string;
      personId: string;
      kind: InterruptionKind;
      fromOn: string;
      toOn: string | null;
      at: Date;
      actorId: string;
      mandateId: string | null;
    },
    visits: readonly (VisitAwayRow & Charged)[],
  ): void {
    void queries.query(INSERT, [
      entry.councilId,
      entry.id,
      entry.personId,
      entry.kind,
      entry.fromOn,
      entry.toOn,
      entry.at,
      entry.actorId,
      entry.mandateId,
    ]);
    void queries.query(INSERT_VISITS, [
      entry.councilId,
      entry.id,
      entry.personId,
      visits.map((visit) => visit.id),
      visits.map((visit) => visit.on_date),
      visits.map((visit) => visit.feePence.toString()),
      visits.map((visit) => visit.retainerPence.toString()),
    ]);
  }

  /** The days on which a standing order rests; no later plan fills them. `before` null: for good. */
  addBreak(
    queries: Queries,
    rest: { orderId: string; interruptionId: string; from: string; before: string | null; at: Date; actorId: string },
  ): Promise<unknown> {
    return queries.query(ADD_BREAK, [rest.orderId, rest.interruptionId, rest.from, rest.before, rest.at, rest.actorId]);
  }

  /** @returns standing orders whose days are free again. Refuses WRONG_STATE when the stay is over already. */
  async comeHome(
    queries: Queries,
    interruptionId: string,
    homeOn: string,
    at: Date,
    actorId: string,
  ): Promise<string[]> {
    const rows = await queries.query<{ order_id: string }>(COME_HOME, [interruptionId, homeOn, at, actorId]);
    return rows.map((row) => row.order_id);
  }

  retainersDue(today: string): Promise<RetainerRow[]> {
    return this.database.call<RetainerRow>(DUE, [today]);
  }

  claimRetainer(queries: Queries, due: RetainerRow, retainerId: string): Promise<unknown> {
    return queries.query(CLAIM, [due.interruption_id, due.occurrence_id, retainerId]);
  }

  chargeRetainer(queries: Queries, retainerId: string, at: Date): Promise<unknown> {
    return queries.query(CHARGE, [retainerId, at]);
  }

  /** Newest first. */
  ofPerson(queries: Queries, personId: string): Promise<InterruptionRow[]> {
    return queries.query<InterruptionRow>(OF_PERSON, [personId]);
  }

  async byId(queries: Queries, id: string): Promise<InterruptionRow | null> {
    return (await queries.query<InterruptionRow>(BY_ID, [id]))[0] ?? null;
  }
}
