-- A provider asks a council for another price; the officer's yes makes a draft that a second officer still publishes.
create table rates.rate_proposal (
  council_id uuid not null,
  id uuid not null,
  provider_id uuid not null,
  variant_id uuid not null,
  unit text not null,
  from_on date not null,
  -- What was agreed for that day when it was asked.
  current_pence bigint not null,
  unit_price_pence bigint not null check (unit_price_pence >= 0),
  reason text not null,
  status text not null check (status in ('ASKED', 'ACCEPTED', 'DECLINED')),
  asked_at timestamptz not null,
  asked_by uuid not null,
  answer text,
  answered_at timestamptz,
  answered_by uuid,
  draft_id uuid,
  primary key (council_id, id),
  unique (id),
  check ((status = 'ASKED') = (answered_at is null)),
  check (status <> 'DECLINED' or answer is not null),
  check ((status = 'ACCEPTED') = (draft_id is not null))
);
-- One question at a time for each price.
create unique index rate_proposal_waiting on rates.rate_proposal (council_id, variant_id) where status = 'ASKED';
create index rate_proposal_of_provider on rates.rate_proposal (provider_id, asked_at desc);
select kernel.protect_table('rates.rate_proposal', 'council_id = (select kernel.scope_wide_council()) or provider_id = (select kernel.scope_organisation())');

-- The price must be on a card of the provider's own, which has begun before the day. Refuses NOT_FOUND, RATE_PROPOSAL_WAITING and, where the day
-- is that card's first or nothing holds on it, RATE_PROPOSAL_DAY.
create function rates.propose_rate(p_id uuid, p_provider uuid, p_card uuid, p_variant uuid, p_from date, p_pence bigint, p_reason text, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  card rates.rate_card;
  current_price rates.rate_item;
begin
  select * into card from rates.rate_card c where c.id = p_card and c.provider_id = p_provider and c.status = 'PUBLISHED';
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  perform 1 from rates.rate_item i where i.council_id = card.council_id and i.card_id = card.id and i.variant_id = p_variant and i.kind <> 'QUOTE';
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  select i.* into current_price from rates.rate_card c join rates.rate_item i on i.council_id = c.council_id and i.card_id = c.id
  where c.council_id = card.council_id and c.provider_id = p_provider and c.status = 'PUBLISHED' and c.valid @> p_from and lower(c.valid) < p_from
    and i.variant_id = p_variant and i.kind <> 'QUOTE';
  if not found then perform kernel.refuse('RATE_PROPOSAL_DAY'); end if;
  insert into rates.rate_proposal (council_id, id, provider_id, variant_id, unit, from_on, current_pence, unit_price_pence, reason, status, asked_at, asked_by)
  values (card.council_id, p_id, p_provider, p_variant, current_price.unit, p_from, current_price.unit_price_pence, p_pence, p_reason, 'ASKED', p_at, p_actor);
exception when unique_violation then
  perform kernel.refuse('RATE_PROPOSAL_WAITING');
end $$;

-- A proposal of the council, locked, while nobody has answered it.
create function rates.lock_proposal(p_council uuid, p_proposal uuid) returns rates.rate_proposal language plpgsql security definer set search_path = pg_catalog as $$
declare
  asked rates.rate_proposal;
begin
  select * into asked from rates.rate_proposal p where p.council_id = p_council and p.id = p_proposal;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  perform rates.lock_cards(p_council, asked.provider_id);
  select * into asked from rates.rate_proposal p where p.council_id = p_council and p.id = p_proposal for update;
  if asked.status <> 'ASKED' then perform kernel.refuse('WRONG_STATE'); end if;
  return asked;
end $$;

create function rates.decline_proposal(p_council uuid, p_proposal uuid, p_words text, p_at timestamptz, p_actor uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform rates.lock_proposal(p_council, p_proposal);
  update rates.rate_proposal set status = 'DECLINED', answer = p_words, answered_at = p_at, answered_by = p_actor where council_id = p_council and id = p_proposal;
end $$;

-- Makes a draft of the card that holds on the day, with the one price changed. A draft for the same day that waits from an earlier proposal is
-- taken into it, so that both can be published together. Refuses WRONG_STATE and RATE_CARD_TOO_LATE.
create function rates.accept_proposal(p_council uuid, p_proposal uuid, p_draft uuid, p_words text, p_today date, p_at timestamptz, p_actor uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  asked rates.rate_proposal := rates.lock_proposal(p_council, p_proposal);
  earlier rates.card_draft;
  card rates.rate_card;
begin
  if asked.from_on < p_today then perform kernel.refuse('RATE_CARD_TOO_LATE'); end if;
  select * into card from rates.rate_card c
  where c.council_id = p_council and c.provider_id = asked.provider_id and c.status = 'PUBLISHED' and c.valid @> asked.from_on and lower(c.valid) < asked.from_on;
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
  select * into earlier from rates.card_draft d
  where d.council_id = p_council and d.provider_id = asked.provider_id and d.status = 'DRAFT' and d.origin = 'PROPOSAL' and lower(d.valid) = asked.from_on
  order by d.version desc limit 1;
  insert into rates.card_draft (council_id, id, provider_id, version, valid, status, origin, holding_routes, bank_holiday_multiplier, cancellation_notice_hours,
    cancellation_percent, item_count, made_at, made_by)
  values (p_council, p_draft, asked.provider_id, rates.next_version(p_council, asked.provider_id), daterange(asked.from_on, upper(card.valid)), 'DRAFT', 'PROPOSAL',
    card.holding_routes, card.bank_holiday_multiplier, card.cancellation_notice_hours, card.cancellation_percent,
    (select count(*) from rates.rate_item i where i.council_id = p_council and i.card_id = card.id), p_at, p_actor);
  insert into rates.draft_item
  select p_council, p_draft, i.variant_id, i.support_type_slug, i.unit, i.kind,
    case when i.variant_id = asked.variant_id then asked.unit_price_pence else coalesce(e.unit_price_pence, i.unit_price_pence) end
  from rates.rate_item i
  left join rates.draft_item e on e.council_id = i.council_id and e.draft_id = earlier.id and e.variant_id = i.variant_id
    and e.support_type_slug = i.support_type_slug and e.unit = i.unit
  where i.council_id = p_council and i.card_id = card.id;
  update rates.card_draft set status = 'REPLACED', answered_at = p_at, answered_by = p_actor where council_id = p_council and id = earlier.id;
  update rates.rate_proposal set status = 'ACCEPTED', answer = p_words, answered_at = p_at, answered_by = p_actor, draft_id = p_draft
  where council_id = p_council and id = p_proposal;
end $$;

grant execute on function rates.propose_rate, rates.decline_proposal, rates.accept_proposal to owncourse_app;
