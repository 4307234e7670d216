import { Injectable } from '@nestjs/common';
import { NIL_ID, type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { KnownVariant } from '../domain/known-rates.js';
import type { FileProblem } from '../domain/rate-card-file.js';

export type CardStatus = 'DRAFT' | 'SENT_BACK' | 'REPLACED' | 'PUBLISHED' | 'WITHDRAWN';

/** A card or a draft; the draft of a published card is the card. */
export interface CardRow {
  readonly id: string;
  readonly provider_id: string;
  readonly version: number;
  readonly status: CardStatus;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly item_count: number;
  readonly bank_holiday_multiplier: string;
  readonly cancellation_notice_hours: number;
  readonly cancellation_percent: string;
  readonly holding_routes: readonly string[];
  /** Null for a card that was loaded at setup. */
  readonly origin: 'FILE' | 'PROPOSAL' | null;
  readonly made_at: Date | null;
  readonly made_by: string | null;
  readonly answered_at: Date | null;
  readonly answered_by: string | null;
  readonly sent_back_reason: string | null;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_by: string | null;
  readonly withdrawal_reason: string | null;
}

/** One price of a card, with what it is for as people call it. */
export interface RateRow {
  readonly variant_id: string;
  readonly support_type_slug: string;
  readonly unit: string;
  /** Null on a list to fill in, where nothing is agreed. */
  readonly kind: string | null;
  readonly pence: Pence | null;
  readonly service_name: string | null;
  readonly variant_name: string | null;
}

const TERMS = `trim_scale(%.bank_holiday_multiplier)::text as bank_holiday_multiplier, %.cancellation_notice_hours,
  trim_scale(%.cancellation_percent)::text as cancellation_percent, %.holding_routes`;
const CARD = `
  select c.id, c.provider_id, c.version, c.status, lower(c.valid) as valid_from, upper(c.valid) - 1 as valid_to,
    coalesce(d.item_count, (select count(*)::int from rates.rate_item i where i.council_id = c.council_id and i.card_id = c.id)) as item_count,
    ${TERMS.replaceAll('%', 'c')}, d.origin, d.made_at, d.made_by, c.published_at as answered_at, c.published_by as answered_by, null as sent_back_reason,
    w.withdrawn_at, w.withdrawn_by, w.reason as withdrawal_reason
  from rates.rate_card c
  left join rates.card_draft d on d.council_id = c.council_id and d.id = c.id
  left join rates.card_withdrawal w on w.council_id = c.council_id and w.card_id = c.id`;
const DRAFT = `
  select d.id, d.provider_id, d.version, d.status, lower(d.valid) as valid_from, upper(d.valid) - 1 as valid_to, d.item_count,
    ${TERMS.replaceAll('%', 'd')}, d.origin, d.made_at, d.made_by, d.answered_at, d.answered_by, d.sent_back_reason,
    null::timestamptz, null::uuid, null
  from rates.card_draft d`;
const CARDS = statement(
  'rates.cards-and-drafts',
  `select * from (${CARD} where c.council_id = $1 and c.status in ('PUBLISHED', 'WITHDRAWN') union all ${DRAFT} where d.council_id = $1 and d.status <> 'PUBLISHED') one
   order by status <> 'DRAFT', valid_from desc, id limit 500`,
);
const ONE = statement(
  'rates.card-or-draft',
  `${CARD} where c.council_id = $1 and c.id = $2 union all ${DRAFT} where d.council_id = $1 and d.id = $2 and d.status <> 'PUBLISHED'`,
);
const NAMED = `i.unit, i.kind, i.unit_price_pence as pence, coalesce(v.service_name, t.name) as service_name, v.name as variant_name`;
const NAMES = `
  left join catalogue.variants(array(select one.variant_id from %)) v on v.id = i.variant_id
  left join catalogue.support_type_names() t on t.slug = i.support_type_slug`;
const IN_ORDER = 'order by 6 nulls last, 7 nulls last, 2, 3, 1';
const RATES = statement(
  'rates.rates-of-card',
  `with item as (
     select i.variant_id, i.support_type_slug, i.unit, i.kind, i.unit_price_pence from rates.rate_item i where i.council_id = $1 and i.card_id = $2
     union all select i.variant_id, i.support_type_slug, i.unit, i.kind, i.unit_price_pence from rates.draft_item i
     where i.council_id = $1 and i.draft_id = $2 and not exists (select from rates.rate_card c where c.council_id = $1 and c.id = $2)
   )
   select i.variant_id, i.support_type_slug, ${NAMED} from item i ${NAMES.replace('%', 'item one')} ${IN_ORDER} limit $3`,
);
const TO_FILL_IN = statement(
  'rates.rates-to-fill-in',
  `with agreed as (
     select i.* from rates.rate_card c join rates.rate_item i on i.council_id = c.council_id and i.card_id = c.id
     where c.council_id = $1 and c.provider_id = $2 and c.status = 'PUBLISHED' and c.valid @> $3::date
   ), offered as (
     select v.id as variant_id, '' as support_type_slug, v.unit
     from catalogue.variants(array(select o.id from catalogue.variants_of_provider($2) o)) v
     union select a.variant_id, a.support_type_slug, a.unit from agreed a
   ), item as (
     select o.*, a.kind, a.unit_price_pence from offered o
     left join agreed a on a.variant_id = o.variant_id and a.support_type_slug = o.support_type_slug and a.unit = o.unit
   )
   select i.variant_id, i.support_type_slug, ${NAMED} from item i ${NAMES.replace('%', 'item one')} ${IN_ORDER}`,
);
const KNOWN = statement(
  'rates.known-variants',
  `with sold as materialized (select v.id, v.provider_id, v.unit from catalogue.variants($2::uuid[]) v)
   select s.id, s.provider_id as "providerId", s.unit from sold s
   union select i.variant_id, i.provider_id, i.unit from rates.rate_item i
   where i.council_id = $1 and i.variant_id = any ($2::uuid[]) and i.variant_id not in (select s.id from sold s)`,
);
const SUPPORT_TYPES = statement('rates.support-types', 'select slug, name from catalogue.support_type_names()');
const PROVIDER = statement('rates.provider-name', 'select name from catalogue.provider_names(array[$1::uuid])');
const PROVIDERS = statement('rates.providers-on-sale', 'select id from catalogue.providers_on_sale() limit 5000');
const PROBLEMS = statement(
  'rates.file-problems',
  'select problems from rates.file_problems where council_id = $1 and id = $2',
);

/** Cards and drafts as the signed-in officer may see them: every read goes through row-level security. */
@Injectable()
export class CardRepository {
  cards(queries: Queries, councilId: string): Promise<CardRow[]> {
    return queries.query<CardRow>(CARDS, [councilId]);
  }

  async card(queries: Queries, councilId: string, id: string): Promise<CardRow | null> {
    return (await queries.query<CardRow>(ONE, [councilId, id]))[0] ?? null;
  }

  /** By name. @param most null for all */
  rates(queries: Queries, councilId: string, cardId: string, most: number | null): Promise<RateRow[]> {
    return queries.query<RateRow>(RATES, [councilId, cardId, most]);
  }

  /** What a provider sells, and what is agreed on the day; null for the card of any provider: what that one has. */
  ratesToFillIn(queries: Queries, councilId: string, providerId: string | null, onDate: string): Promise<RateRow[]> {
    return queries.query<RateRow>(TO_FILL_IN, [councilId, providerId ?? NIL_ID, onDate]);
  }

  /** Variants on sale, and such as the council has a published price for. */
  async knownVariants(
    queries: Queries,
    councilId: string,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, KnownVariant>> {
    const rows = await queries.query<KnownVariant>(KNOWN, [councilId, ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  supportTypes(queries: Queries): Promise<{ slug: string; name: string }[]> {
    return queries.query<{ slug: string; name: string }>(SUPPORT_TYPES);
  }

  providers(queries: Queries): Promise<{ id: string }[]> {
    return queries.query<{ id: string }>(PROVIDERS);
  }

  async providerExists(queries: Queries, providerId: string): Promise<boolean> {
    return (await queries.query(PROVIDER, [providerId])).length > 0;
  }

  async problems(queries: Queries, councilId: string, id: string): Promise<readonly FileProblem[] | null> {
    const [row] = await queries.query<{ problems: readonly FileProblem[] }>(PROBLEMS, [councilId, id]);
    return row?.problems ?? null;
  }
}
