-- A card is made by one officer and published by another (model.md "Rate cards"): until then it is a draft, and prices nothing.
create table rates.card_draft (
  council_id uuid not null,
  id uuid not null,
  -- The nil id for a card that holds for any provider.
  provider_id uuid not null,
  version int not null check (version > 0),
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  status text not null check (status in ('DRAFT', 'SENT_BACK', 'PUBLISHED', 'REPLACED')),
  -- From a file, or from a provider's proposal that was accepted.
  origin text not null check (origin in ('FILE', 'PROPOSAL')),
  holding_routes text[] not null default '{}',
  bank_holiday_multiplier numeric(6, 4) not null check (bank_holiday_multiplier >= 1),
  cancellation_notice_hours int not null check (cancellation_notice_hours >= 0),
  cancellation_percent numeric(5, 2) not null check (cancellation_percent between 0 and 100),
  item_count int not null check (item_count > 0),
  made_at timestamptz not null,
  made_by uuid not null,
  answered_at timestamptz,
  answered_by uuid,
  sent_back_reason text,
  primary key (council_id, id),
  unique (council_id, provider_id, version),
  -- Whoever made it does not publish it.
  constraint second_officer_publishes check (status <> 'PUBLISHED' or (answered_by is not null and answered_by <> made_by)),
  check ((status = 'SENT_BACK') = (sent_back_reason is not null)),
  check ((status = 'DRAFT') = (answered_at is null))
);
create index card_draft_waiting on rates.card_draft (council_id) where status = 'DRAFT';

-- The nil id and the empty text stand for the half that does not apply, as in rate_item.
create table rates.draft_item (
  council_id uuid not null,
  draft_id uuid not null,
  variant_id uuid not null,
  support_type_slug text not null,
  unit text not null,
  kind text not null check (kind in ('FIXED', 'CAPPED', 'QUOTE')),
  unit_price_pence bigint not null check (unit_price_pence >= 0),
  check ((variant_id = '00000000-0000-0000-0000-000000000000') <> (support_type_slug = '')),
  primary key (council_id, draft_id, variant_id, support_type_slug, unit),
  foreign key (council_id, draft_id) references rates.card_draft
);

-- What is wrong with a file that made no draft, for the officer who sent it: a list of {row, column, value, reason}.
create table rates.file_problems (
  council_id uuid not null,
  id uuid not null,
  problems jsonb not null,
  sent_at timestamptz not null,
  sent_by uuid not null,
  primary key (council_id, id)
);

-- The days a card was published for, kept from the moment a successor shortens them: they come back if the successor is withdrawn.
create table rates.card_shortened (
  council_id uuid not null,
  card_id uuid not null,
  full_valid daterange not null,
  primary key (council_id, card_id),
  foreign key (council_id, card_id) references rates.rate_card on delete cascade
);

-- A published card taken back before its first day.
create table rates.card_withdrawal (
  council_id uuid not null,
  card_id uuid not null,
  starts_on date not null,
  withdrawn_on date not null check (withdrawn_on < starts_on),
  withdrawn_at timestamptz not null,
  withdrawn_by uuid not null,
  reason text not null,
  primary key (council_id, card_id),
  foreign key (council_id, card_id) references rates.rate_card on delete cascade
);

select kernel.protect_table(t::regclass, 'council_id = (select kernel.scope_wide_council())')
from unnest(array['rates.card_draft', 'rates.draft_item', 'rates.card_shortened', 'rates.card_withdrawal']) t;
select kernel.protect_table('rates.file_problems', 'council_id = (select kernel.scope_wide_council()) and sent_by = (select kernel.scope_person())');

-- A provider reads what was published, and not what was withdrawn.
alter policy app_reads on rates.rate_card using (council_id = (select kernel.scope_wide_council())
  or (status = 'PUBLISHED' and provider_id = (select kernel.scope_organisation()) and provider_id <> '00000000-0000-0000-0000-000000000000'));

-- A price holds as long as its card and says no days of its own: a card of fifty thousand prices ends, or is withdrawn, by one row.
-- No two published prices for the same thing overlap, because no two cards of a council and provider do (exclusion constraint), a card
-- names a thing once (primary key), and a price has its card's provider (foreign key).
drop trigger published_price_stands on rates.rate_item;
alter table rates.rate_card add unique (council_id, id, provider_id);
drop policy app_reads on rates.rate_item;
alter table rates.rate_item drop constraint rate_item_pkey, drop column id, drop column valid, drop column published,
  add primary key (council_id, card_id, variant_id, support_type_slug, unit),
  drop constraint rate_item_council_id_card_id_fkey,
  add constraint rate_item_of_its_card foreign key (council_id, card_id, provider_id) references rates.rate_card (council_id, id, provider_id);
drop index if exists rates.rate_item_by_variant, rates.rate_item_by_support_type;
create index rate_item_by_variant on rates.rate_item (council_id, variant_id) where variant_id <> '00000000-0000-0000-0000-000000000000';
create index rate_item_by_support_type on rates.rate_item (council_id, support_type_slug) where support_type_slug <> '';
create policy app_reads on rates.rate_item for select to owncourse_app using (council_id = (select kernel.scope_wide_council())
  or (provider_id = (select kernel.scope_organisation()) and provider_id <> '00000000-0000-0000-0000-000000000000'
    and exists (select from rates.rate_card c where c.council_id = rate_item.council_id and c.id = rate_item.card_id)));

create or replace function rates.refuse_price_change() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  raise exception 'A published price never changes; publish a new version.';
end $$;
create trigger published_price_stands before update or delete on rates.rate_item for each row execute function rates.refuse_price_change();

create function rates.refuse_card_change() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - 'valid' - 'status') <> (to_jsonb(old) - 'valid' - 'status') or lower(new.valid) <> lower(old.valid) then
    raise exception 'A published card never changes; publish a new version.';
  end if;
  if coalesce(upper(new.valid), 'infinity') > coalesce(upper(old.valid), 'infinity') and not exists (
    select from rates.card_shortened s where s.council_id = old.council_id and s.card_id = old.id
      and coalesce(upper(s.full_valid), 'infinity') >= coalesce(upper(new.valid), 'infinity')) then
    raise exception 'A published card never changes; publish a new version.';
  end if;
  if new.status <> 'PUBLISHED' and not (new.status = 'WITHDRAWN' and exists (
    select from rates.card_withdrawal w where w.council_id = old.council_id and w.card_id = old.id and w.starts_on = lower(old.valid))) then
    raise exception 'A published card never changes; publish a new version.';
  end if;
  return new;
end $$;
create trigger published_card_stands before update or delete on rates.rate_card for each row when (old.status <> 'DRAFT') execute function rates.refuse_card_change();

-- The price rule as in 0003, with the days of cards in place of each price's own.
create or replace function rates.day_prices(p_council uuid, p_variants uuid[], p_days date[], p_routes text[])
returns table (day date, variant_id uuid, unit_price_pence bigint, public_unit_price_pence bigint, own_money_pence bigint, kind text, orderable boolean,
  reasons text[], rate_card_version int, rate_card_id uuid, cancellation_notice_hours int, cancellation_percent numeric, multiplier numeric, bank_holiday text)
language sql stable security definer set search_path = pg_catalog as $$
  with wanted as (
    select d.day, d.route, v.id, v.provider_id, v.support_type_slug, v.unit, v.day_type, v.public_unit_price_pence as public_pence
    from catalogue.variants(p_variants) v, unnest(p_days, p_routes) as d (day, route)
  ), fitting as (
    -- Two joins on equality in place of one with "or", which would try every item for every variant.
    select w.day, w.route, w.id, w.provider_id as own_provider_id, i.card_id, i.provider_id, i.kind, i.unit_price_pence, true as for_variant
    from wanted w join rates.rate_item i on i.variant_id = w.id and i.provider_id in (w.provider_id, '00000000-0000-0000-0000-000000000000')
    where i.council_id = p_council and i.variant_id <> '00000000-0000-0000-0000-000000000000'
    union all
    select w.day, w.route, w.id, w.provider_id, i.card_id, i.provider_id, i.kind, i.unit_price_pence, false
    from wanted w join rates.rate_item i on i.support_type_slug = w.support_type_slug and i.unit = w.unit
      and i.provider_id in (w.provider_id, '00000000-0000-0000-0000-000000000000')
    where i.council_id = p_council and i.support_type_slug <> ''
  ), item as (
    select distinct on (f.id, f.day) f.id, f.day, f.kind, f.unit_price_pence, f.for_variant, c.version, c.id as card_id, c.cancellation_notice_hours, c.cancellation_percent,
      c.bank_holiday_multiplier
    from fitting f join rates.rate_card c on c.council_id = p_council and c.id = f.card_id and c.status = 'PUBLISHED' and c.valid @> f.day
    where p_council <> '00000000-0000-0000-0000-000000000000'
      and (f.route is null or c.holding_routes = '{}' or f.route = any (c.holding_routes))
    order by f.id, f.day, f.for_variant desc, (f.provider_id = f.own_provider_id) desc
  )
  select w.day, w.id,
    case i.kind when 'FIXED' then i.unit_price_pence when 'CAPPED' then least(w.public_pence, i.unit_price_pence) else w.public_pence end,
    w.public_pence,
    case when i.kind = 'CAPPED' then greatest(w.public_pence - i.unit_price_pence, 0) else 0 end,
    case when p_council = '00000000-0000-0000-0000-000000000000' then 'PUBLIC' else coalesce(i.kind, 'OFF_CARD') end,
    case when p_council = '00000000-0000-0000-0000-000000000000' then false
      when i.kind = 'FIXED' then true
      when i.kind = 'CAPPED' then w.public_pence <= i.unit_price_pence
      when i.kind = 'QUOTE' then false
      else o.rule <> 'refuse' end,
    case when p_council = '00000000-0000-0000-0000-000000000000' then array['PUBLIC_PRICE']
      when i.kind = 'FIXED' then array['AGREED_PRICE', case when i.for_variant then 'AGREED_FOR_THIS' else 'AGREED_FOR_SUPPORT_TYPE' end]
      when i.kind = 'CAPPED' and w.public_pence > i.unit_price_pence then array['ABOVE_CAP']
      when i.kind = 'CAPPED' then array['WITHIN_CAP']
      when i.kind = 'QUOTE' then array['QUOTE_FIRST']
      when o.rule = 'refuse' then array['NOT_ON_CARD']
      when o.rule = 'allow-with-approval' then array['OFF_CARD', 'NEEDS_APPROVAL']
      else array['OFF_CARD'] end || case when d.multiplier <> 1 then array['BANK_HOLIDAY'] else '{}' end,
    i.version, i.card_id, i.cancellation_notice_hours, i.cancellation_percent, d.multiplier, case when d.multiplier <> 1 then h.name end
  from wanted w left join item i on i.id = w.id and i.day = w.day left join rates.bank_holiday h on h.on_date = w.day
  left join lateral (
    select coalesce(identity.policy(p_council, 'offCardRule', w.day) #>> '{}', 'refuse') as rule
    -- Asked only where no card says anything; "offset 0" keeps it one question a row.
    where i.kind is null and p_council <> '00000000-0000-0000-0000-000000000000' offset 0
  ) o on true
  cross join lateral (
    select case when i.kind in ('FIXED', 'CAPPED') and h.name is not null and w.day_type <> 'BANK_HOLIDAY' then i.bank_holiday_multiplier else 1 end as multiplier
  ) d
$$;

-- One after another for the cards of one council and provider, so that each sees what the one before did.
create function rates.lock_cards(p_council uuid, p_provider uuid) returns void language sql security definer set search_path = pg_catalog as $$
  select pg_advisory_xact_lock(hashtextextended('rates.cards/' || p_council || '/' || p_provider, 0))
$$;

-- Ends what is in force on the first day of a new card, and remembers how long it was published for.
create function rates.shorten_predecessor(p_council uuid, p_provider uuid, p_from date) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  before_it rates.rate_card;
begin
  select * into before_it from rates.rate_card c
  where c.council_id = p_council and c.provider_id = p_provider and c.status = 'PUBLISHED' and c.valid @> p_from and lower(c.valid) < p_from;
  if not found then return; end if;
  insert into rates.card_shortened values (p_council, before_it.id, before_it.valid) on conflict do nothing;
  update rates.rate_card c set valid = daterange(lower(c.valid), p_from) where c.council_id = p_council and c.id = before_it.id;
end $$;

-- As in 0001: a whole card at once, at setup. What officers do goes by a draft.
create or replace function rates.publish_card(p_card rates.rate_card, p_items jsonb) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform rates.lock_cards(p_card.council_id, p_card.provider_id);
  perform rates.shorten_predecessor(p_card.council_id, p_card.provider_id, lower(p_card.valid));
  insert into rates.rate_card select (p_card).*;
  insert into rates.rate_item (council_id, card_id, provider_id, variant_id, support_type_slug, unit, kind, unit_price_pence)
  select p_card.council_id, p_card.id, p_card.provider_id, coalesce(i."variantId", '00000000-0000-0000-0000-000000000000'), coalesce(i."supportTypeSlug", ''),
    i.unit, i.kind, i."unitPricePence"
  from jsonb_to_recordset(p_items) as i ("variantId" uuid, "supportTypeSlug" text, unit text, kind text, "unitPricePence" bigint);
exception when exclusion_violation or unique_violation then
  perform kernel.refuse('RATE_CARD_OVERLAP');
end $$;

create function rates.next_version(p_council uuid, p_provider uuid) returns int language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(max(v.version), 0) + 1 from (
    select c.version from rates.rate_card c where c.council_id = p_council and c.provider_id = p_provider
    union all select d.version from rates.card_draft d where d.council_id = p_council and d.provider_id = p_provider) v
$$;

-- A draft with the next version of its provider. p_items: {variantId, supportTypeSlug, unit, kind, unitPricePence}.
create function rates.make_draft(p_council uuid, p_draft uuid, p_provider uuid, p_valid daterange, p_terms jsonb, p_items jsonb, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform rates.lock_cards(p_council, p_provider);
  insert into rates.card_draft (council_id, id, provider_id, version, valid, status, origin, holding_routes, bank_holiday_multiplier, cancellation_notice_hours,
    cancellation_percent, item_count, made_at, made_by)
  values (p_council, p_draft, p_provider, rates.next_version(p_council, p_provider), p_valid, 'DRAFT', 'FILE',
    array(select jsonb_array_elements_text(p_terms -> 'holdingRoutes')), (p_terms ->> 'bankHolidayMultiplier')::numeric,
    (p_terms ->> 'cancellationNoticeHours')::int, (p_terms ->> 'cancellationPercent')::numeric, jsonb_array_length(p_items), p_at, p_actor);
  insert into rates.draft_item
  select p_council, p_draft, coalesce(i."variantId", '00000000-0000-0000-0000-000000000000'), coalesce(i."supportTypeSlug", ''), i.unit, i.kind, i."unitPricePence"
  from jsonb_to_recordset(p_items) as i ("variantId" uuid, "supportTypeSlug" text, unit text, kind text, "unitPricePence" bigint);
end $$;

create function rates.keep_file_problems(p_council uuid, p_id uuid, p_problems jsonb, p_at timestamptz, p_actor uuid) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into rates.file_problems values (p_council, p_id, p_problems, p_at, p_actor)
$$;

-- The draft, locked with its provider's cards, while nobody has answered it.
create function rates.lock_draft(p_council uuid, p_draft uuid) returns rates.card_draft language plpgsql security definer set search_path = pg_catalog as $$
declare
  draft rates.card_draft;
begin
  select * into draft from rates.card_draft d where d.council_id = p_council and d.id = p_draft;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  perform rates.lock_cards(p_council, draft.provider_id);
  select * into draft from rates.card_draft d where d.council_id = p_council and d.id = p_draft for update;
  if draft.status <> 'DRAFT' then perform kernel.refuse('WRONG_STATE'); end if;
  return draft;
end $$;

-- The second officer's yes: the draft becomes a published card of the same id, and its predecessor ends.
-- Refuses WRONG_STATE, OWN_RATE_CARD, RATE_CARD_TOO_LATE (its first day is over), RATE_CARD_OVERLAP.
create function rates.publish_draft(p_council uuid, p_draft uuid, p_today date, p_at timestamptz, p_actor uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  draft rates.card_draft := rates.lock_draft(p_council, p_draft);
begin
  if draft.made_by = p_actor then perform kernel.refuse('OWN_RATE_CARD'); end if;
  if lower(draft.valid) < p_today then perform kernel.refuse('RATE_CARD_TOO_LATE'); end if;
  begin
    perform rates.shorten_predecessor(p_council, draft.provider_id, lower(draft.valid));
    insert into rates.rate_card (council_id, id, provider_id, version, valid, status, holding_routes, bank_holiday_multiplier, cancellation_notice_hours,
      cancellation_percent, published_at, published_by)
    values (p_council, p_draft, draft.provider_id, draft.version, draft.valid, 'PUBLISHED', draft.holding_routes, draft.bank_holiday_multiplier,
      draft.cancellation_notice_hours, draft.cancellation_percent, p_at, p_actor);
    insert into rates.rate_item (council_id, card_id, provider_id, variant_id, support_type_slug, unit, kind, unit_price_pence)
    select p_council, p_draft, draft.provider_id, i.variant_id, i.support_type_slug, i.unit, i.kind, i.unit_price_pence
    from rates.draft_item i where i.council_id = p_council and i.draft_id = p_draft;
  exception when exclusion_violation or unique_violation then
    perform kernel.refuse('RATE_CARD_OVERLAP');
  end;
  update rates.card_draft set status = 'PUBLISHED', answered_at = p_at, answered_by = p_actor where council_id = p_council and id = p_draft;
end $$;

-- Any finance officer's no, its maker's too. Refuses WRONG_STATE.
create function rates.send_draft_back(p_council uuid, p_draft uuid, p_reason text, p_at timestamptz, p_actor uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform rates.lock_draft(p_council, p_draft);
  update rates.card_draft set status = 'SENT_BACK', sent_back_reason = p_reason, answered_at = p_at, answered_by = p_actor
  where council_id = p_council and id = p_draft;
end $$;

-- Takes a card back before its first day; the card before it holds on as long as it was published for, or until the next one.
-- Refuses WRONG_STATE (withdrawn before) and RATE_CARD_STARTED.
create function rates.withdraw_card(p_council uuid, p_card uuid, p_reason text, p_today date, p_at timestamptz, p_actor uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  card rates.rate_card;
  earlier record;
  ends_before date;
begin
  select * into card from rates.rate_card c where c.council_id = p_council and c.id = p_card;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  perform rates.lock_cards(p_council, card.provider_id);
  select * into card from rates.rate_card c where c.council_id = p_council and c.id = p_card for update;
  if card.status <> 'PUBLISHED' then perform kernel.refuse('WRONG_STATE'); end if;
  if lower(card.valid) <= p_today then perform kernel.refuse('RATE_CARD_STARTED'); end if;
  insert into rates.card_withdrawal values (p_council, p_card, lower(card.valid), p_today, p_at, p_actor, p_reason);
  update rates.rate_card set status = 'WITHDRAWN' where council_id = p_council and id = p_card;
  select c.id, c.valid, s.full_valid into earlier
  from rates.rate_card c join rates.card_shortened s on s.council_id = c.council_id and s.card_id = c.id
  where c.council_id = p_council and c.provider_id = card.provider_id and c.status = 'PUBLISHED' and upper(c.valid) = lower(card.valid);
  if not found then return; end if;
  select least(upper(earlier.full_valid), min(lower(c.valid))) into ends_before
  from rates.rate_card c
  where c.council_id = p_council and c.provider_id = card.provider_id and c.status = 'PUBLISHED' and lower(c.valid) > lower(earlier.valid);
  update rates.rate_card set valid = daterange(lower(valid), ends_before) where council_id = p_council and id = earlier.id;
end $$;

-- For the job that prices planned visits anew: also the first days of cards that were withdrawn.
create or replace function rates.cards_published_since(p_since timestamptz) returns table (council_id uuid, provider_id uuid, from_on date)
language sql stable security definer set search_path = pg_catalog as $$
  select c.council_id, c.provider_id, lower(c.valid) from rates.rate_card c where c.status = 'PUBLISHED' and c.published_at >= p_since
  union
  select c.council_id, c.provider_id, w.starts_on from rates.card_withdrawal w join rates.rate_card c on c.council_id = w.council_id and c.id = w.card_id
  where w.withdrawn_at >= p_since
  order by 3, 1, 2
$$;

grant execute on function rates.make_draft, rates.keep_file_problems, rates.publish_draft, rates.send_draft_back, rates.withdraw_card to owncourse_app;
