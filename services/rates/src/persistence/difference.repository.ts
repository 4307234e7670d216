import { Injectable } from '@nestjs/common';
import type { Pence, Queries } from '@owncourse/kernel/contract';
import { statement } from '@owncourse/kernel/contract';
import type { BenchmarkFigure } from '../domain/benchmark.js';

export type ChangeName = 'ADDED' | 'CHANGED' | 'ENDED' | 'SAME';

export interface ChangeCounts {
  readonly added: number;
  readonly changed: number;
  readonly ended: number;
  readonly same: number;
}

export interface ChangeRow {
  readonly change: ChangeName;
  readonly variant_id: string;
  readonly support_type_slug: string;
  readonly unit: string;
  readonly old_kind: string | null;
  readonly old_pence: Pence | null;
  readonly new_kind: string | null;
  readonly new_pence: Pence | null;
  readonly service_name: string | null;
  readonly variant_name: string | null;
  /** Of the benchmark that the new price lies below; null where it does not. */
  readonly name: string | null;
  readonly hourly_pence: Pence | null;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
}

export interface BelowRow extends BenchmarkFigure {
  readonly prices: number;
}

/** Standing orders whose price a draft changes, and what four weeks of them come to times thirteen. */
export interface EffectRow {
  readonly orders: number;
  readonly people: number;
  readonly yearly_before: Pence;
  readonly yearly_after: Pence;
  /** Orders that a budget pays for now and would not pay for any more. */
  readonly no_longer_paid: number;
}

const COUNTS = statement(
  'rates.difference-counts',
  `select count(*) filter (where d.change = 'ADDED')::int as added, count(*) filter (where d.change = 'CHANGED')::int as changed,
     count(*) filter (where d.change = 'ENDED')::int as ended, count(*) filter (where d.change = 'SAME')::int as same
   from rates.draft_difference($1, $2) d`,
);
// The largest rises and falls first, because a slip of the pen is among them.
const CHANGES = statement(
  'rates.difference-rows',
  `with difference as (
     select * from rates.draft_difference($1, $2) d where d.change <> 'SAME'
     order by d.change <> 'CHANGED', abs(d.new_pence - d.old_pence) * 1000 / greatest(d.old_pence, 1) desc nulls last, d.change, d.variant_id, d.support_type_slug, d.unit limit $3
   )
   select d.*, coalesce(v.service_name, t.name) as service_name, v.name as variant_name, b.name, b.hourly_pence, b.valid_from, b.valid_to
   from difference d
   left join catalogue.variants(array(select one.variant_id from difference one)) v on v.id = d.variant_id
   left join catalogue.support_type_names() t on t.slug = d.support_type_slug
   left join lateral rates.benchmark_of(coalesce(v.support_type_slug, d.support_type_slug), d.unit, $4::date) b on d.new_kind <> 'QUOTE' and d.new_pence < b.least_pence
   order by d.change <> 'CHANGED', abs(d.new_pence - d.old_pence) * 1000 / greatest(d.old_pence, 1) desc nulls last, d.change, d.variant_id, d.support_type_slug, d.unit`,
);
const BELOW = statement(
  'rates.difference-below',
  `select b.name, b.hourly_pence, b.valid_from, b.valid_to, count(*)::int as prices from rates.draft_below_benchmark($1, $2) b
   group by 1, 2, 3, 4 order by 5 desc, 1`,
);
const EFFECT = statement(
  'rates.difference-effect',
  `with plan as (
     select * from ordering.standing_use($1, $4::date, 28)
   ), thing as (
     select array_agg(distinct p.variant_id) as ids from plan p
   ), before as (
     select b.variant_id, b.unit_price_pence, b.orderable from thing, rates.prices($1, thing.ids, $3::date) b
   ), after as (
     select a.variant_id, a.unit_price_pence, a.orderable from thing, rates.draft_prices($1, $2, thing.ids, $3::date) a
   ), touched as (
     select p.order_id, p.person_id, p.quantity, p.visits, b.unit_price_pence as old_pence, a.unit_price_pence as new_pence, b.orderable and not a.orderable as stops
     from plan p join before b on b.variant_id = p.variant_id join after a on a.variant_id = p.variant_id
     where b.unit_price_pence <> a.unit_price_pence or b.orderable <> a.orderable
   )
   select count(distinct order_id)::int as orders, count(distinct person_id)::int as people,
     coalesce(sum(round(quantity * old_pence) * visits * 13), 0)::bigint as yearly_before,
     coalesce(sum(round(quantity * new_pence) * visits * 13), 0)::bigint as yearly_after,
     count(distinct order_id) filter (where stops)::int as no_longer_paid
   from touched`,
);

/** What a draft would change, for officers of its council. */
@Injectable()
export class DifferenceRepository {
  async counts(queries: Queries, councilId: string, draftId: string): Promise<ChangeCounts> {
    const [row] = await queries.query<ChangeCounts>(COUNTS, [councilId, draftId]);
    return row ?? { added: 0, changed: 0, ended: 0, same: 0 };
  }

  /** @param from first day of the draft */
  changes(
    queries: Queries,
    { councilId, draftId, from, most }: { councilId: string; draftId: string; from: string; most: number },
  ): Promise<ChangeRow[]> {
    return queries.query<ChangeRow>(CHANGES, [councilId, draftId, most, from]);
  }

  /** How many prices of a draft lie below each published figure. */
  below(queries: Queries, councilId: string, draftId: string): Promise<BelowRow[]> {
    return queries.query<BelowRow>(BELOW, [councilId, draftId]);
  }

  /**
   * @param from first day of the draft
   * @param planFrom first of the four weeks of planned visits that are counted
   */
  async effect(
    queries: Queries,
    { councilId, draftId, from, planFrom }: { councilId: string; draftId: string; from: string; planFrom: string },
  ): Promise<EffectRow | null> {
    return (await queries.query<EffectRow>(EFFECT, [councilId, draftId, from, planFrom]))[0] ?? null;
  }
}
