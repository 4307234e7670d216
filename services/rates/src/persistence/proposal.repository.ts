import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { RateRow } from './card.repository.js';

export interface OurCardRow {
  readonly id: string;
  readonly council_id: string;
  readonly council_name: string;
  readonly version: number;
  readonly valid_from: string;
  readonly valid_to: string | null;
}

export interface ProposalRow {
  readonly id: string;
  readonly council_name: string;
  readonly provider_id: string;
  readonly variant_id: string;
  readonly unit: string;
  readonly from_on: string;
  readonly current_pence: Pence;
  readonly unit_price_pence: Pence;
  readonly reason: string;
  readonly status: 'ASKED' | 'ACCEPTED' | 'DECLINED';
  readonly asked_at: Date;
  readonly answer: string | null;
  readonly answered_at: Date | null;
  readonly draft_id: string | null;
  readonly service_name: string | null;
  readonly variant_name: string | null;
  /** Of the benchmark that it lies below; null where it does not. */
  readonly name: string | null;
  readonly hourly_pence: Pence | null;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
}

const OUR_CARDS = statement(
  'rates.our-cards',
  `select c.id, c.council_id, n.name as council_name, c.version, lower(c.valid) as valid_from, upper(c.valid) - 1 as valid_to
   from rates.rate_card c join identity.council_names(array(select o.council_id from rates.rate_card o where o.provider_id = $1)) n on n.id = c.council_id
   where c.provider_id = $1 and c.status = 'PUBLISHED' and (upper(c.valid) is null or upper(c.valid) > $2::date)
   order by n.name, c.council_id, lower(c.valid) limit 100`,
);
const OUR_RATES = statement(
  'rates.our-rates',
  `with item as (
     select i.* from rates.rate_item i where i.card_id = any ($2::uuid[]) and i.provider_id = $1
   )
   select i.card_id, i.variant_id, i.support_type_slug, i.unit, i.kind, i.unit_price_pence as pence, coalesce(v.service_name, t.name) as service_name, v.name as variant_name
   from item i
   left join catalogue.variants(array(select one.variant_id from item one)) v on v.id = i.variant_id
   left join catalogue.support_type_names() t on t.slug = i.support_type_slug
   order by 7 nulls last, 8 nulls last, 4, 2`,
);
const PROPOSALS = statement(
  'rates.proposals',
  `with asked as (
     select p.* from rates.rate_proposal p where (p.council_id = $1 or p.provider_id = $2) and ($3::uuid is null or p.id = $3)
     order by p.status <> 'ASKED', p.asked_at desc, p.id desc limit $4
   )
   select p.id, n.name as council_name, p.provider_id, p.variant_id, p.unit, p.from_on, p.current_pence, p.unit_price_pence, p.reason, p.status, p.asked_at,
     p.answer, p.answered_at, p.draft_id, v.service_name, v.name as variant_name, b.name, b.hourly_pence, b.valid_from, b.valid_to
   from asked p
   left join identity.council_names(array(select o.council_id from asked o)) n on n.id = p.council_id
   left join catalogue.variants(array(select o.variant_id from asked o)) v on v.id = p.variant_id
   left join lateral rates.benchmark_of(v.support_type_slug, p.unit, p.from_on) b on p.unit_price_pence < b.least_pence
   order by p.status <> 'ASKED', p.asked_at desc, p.id desc`,
);

/** What a provider may read of rates, and what it asked for: every read goes through row-level security. */
@Injectable()
export class ProposalRepository {
  /** Published cards of the provider's own that hold now or later, by council. */
  ourCards(queries: Queries, providerId: string, today: string): Promise<OurCardRow[]> {
    return queries.query<OurCardRow>(OUR_CARDS, [providerId, today]);
  }

  ourRates(
    queries: Queries,
    providerId: string,
    cardIds: readonly string[],
  ): Promise<(RateRow & { readonly card_id: string })[]> {
    return queries.query<RateRow & { readonly card_id: string }>(OUR_RATES, [providerId, cardIds]);
  }

  /** Unanswered ones first, then the newest. @param whose of the council, of the provider, or both */
  proposals(
    queries: Queries,
    whose: { readonly councilId: string | null; readonly providerId: string | null },
    most: number,
    id: string | null = null,
  ): Promise<ProposalRow[]> {
    return queries.query<ProposalRow>(PROPOSALS, [whose.councilId, whose.providerId, id, most]);
  }
}
