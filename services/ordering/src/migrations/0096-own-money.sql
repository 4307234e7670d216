-- A visit above the council's highest price: the budget's part is held as ever, the rest is the person's own money, which they
-- agree to apart (model.md "Rate cards", "Money").

-- Who else could do it on a day, at this person's price and at once: same kind of help, in the area. Cheapest first.
create function ordering.offered_instead(p_council uuid, p_person uuid, p_budget uuid, p_variant uuid, p_on date)
returns table (variant_id uuid, service_id uuid, provider_id uuid, miles text, unit_price_pence bigint, multiplier_ten_thousandths bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select a.variant_id, a.service_id, a.provider_id, a.miles::text, p.unit_price_pence, p.multiplier_ten_thousandths
  from identity.person_names(array[p_person]) n
  cross join lateral catalogue.alternatives(p_variant, p_on, n.postcode_district) a
  cross join lateral ordering.visit_prices(p_council, p_budget, a.variant_id, array[p_on]) p
  left join lateral ratings.summaries(array[a.provider_id], '{}') r on true
  where p.orderable and not 'NEEDS_APPROVAL' = any (p.reasons)
  order by p.unit_price_pence, a.miles nulls last, r.score desc nulls last, a.provider_id limit 20
$$;

-- What is above the cap, for one line: the public price of the quantity and the budget's part are rounded once each, and the own
-- part is what is between them, so that both always come to the public price.
create function ordering.own_part(p_quantity numeric, p_public_unit_pence bigint, p_budget_pence bigint) returns bigint
language sql immutable parallel safe as $$
  select greatest(round(p_quantity * p_public_unit_pence)::bigint - p_budget_pence, 0)
$$;

drop function ordering.insert_order(uuid, uuid, uuid, text, uuid, uuid, uuid, uuid, uuid, numeric, bigint, bigint, date, date, time, int, text, text, text, timestamptz, uuid, uuid, uuid);

-- As in 0010; p_own_pence is the own money that the person agreed to for the visit, null for none. Refuses OWN_MONEY_CHANGED
-- {agreedPence, ownPence}, and NOTHING_WITHIN_BUDGET where nobody else is offered within the council's price.
create function ordering.insert_order(p_council uuid, p_order uuid, p_line uuid, p_kind text, p_person uuid, p_budget uuid, p_provider uuid, p_service uuid,
  p_variant uuid, p_quantity numeric, p_shown_pence bigint, p_line_pence bigint, p_starts_on date, p_ends_on date, p_start_time time, p_duration_minutes int, p_recurrence text,
  p_place text, p_note text, p_at timestamptz, p_actor uuid, p_mandate uuid, p_event uuid, p_own_pence bigint default null)
returns text language plpgsql security definer set search_path = pg_catalog as $$
declare
  price record;
  reasons jsonb;
  new_status text;
  own bigint := 0;
begin
  select c.* into price
  from ledger.payers(array[p_budget], p_starts_on) p, rates.check_price(p_council, p_variant, p_starts_on, p.route, p_shown_pence, p_own_pence is not null) c;
  if not found then perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', p_starts_on)); end if;
  if p_own_pence is not null then
    if 'ABOVE_CAP' = any (price.reasons) then own := ordering.own_part(p_quantity, price.public_unit_price_pence, p_line_pence); end if;
    if own <> p_own_pence then
      perform kernel.refuse('OWN_MONEY_CHANGED', jsonb_build_object('agreedPence', p_own_pence::text, 'ownPence', own::text));
    end if;
    if own > 0 and not exists (select 1 from ordering.offered_instead(p_council, p_person, p_budget, p_variant, p_starts_on)) then
      perform kernel.refuse('NOTHING_WITHIN_BUDGET');
    end if;
  end if;
  select jsonb_agg(r) into reasons from ordering.approval_reasons(p_council, price.reasons, p_line_pence, p_recurrence, p_starts_on) r;
  new_status := case when reasons is null then 'SUBMITTED' else 'AWAITING_APPROVAL' end;
  insert into ordering."order" (council_id, id, kind, status, participant_ids, provider_id, service_id, placed_at, placed_by, mandate_id, answer_by)
  values (p_council, p_order, p_kind, new_status, array[p_person], p_provider, p_service, p_at, p_actor, p_mandate,
    ordering.time_limit(p_council, case when reasons is null then 'answerHours' else 'approvalHours' end, p_at));
  insert into ordering.order_version (council_id, order_id, version, starts_on, ends_on, start_time, duration_minutes, recurrence, place, note, cancellation_notice_hours, cancellation_percent, made_at, made_by)
  values (p_council, p_order, 1, p_starts_on, p_ends_on, p_start_time, p_duration_minutes, p_recurrence, p_place, p_note,
    coalesce(price.cancellation_notice_hours, (identity.policy(p_council, 'cancellationNoticeHours', p_starts_on) #>> '{}')::int, 24), coalesce(price.cancellation_percent, 0), p_at, p_actor);
  insert into ordering.order_line (council_id, id, order_id, version, person_id, budget_id, variant_id, quantity, unit_price_pence, line_pence, price_kind, rate_card_id, rate_card_version)
  values (p_council, p_line, p_order, 1, p_person, p_budget, p_variant, p_quantity, price.unit_price_pence, p_line_pence, price.kind, price.rate_card_id, price.rate_card_version);
  insert into ordering.order_event values (p_council, p_order, p_event, p_at, case new_status when 'SUBMITTED' then 'PLACED' else 'PLACED_FOR_APPROVAL' end, p_actor);
  if reasons is not null then
    insert into ordering.approval_reason (council_id, order_id, version, code, details, at)
    select p_council, p_order, 1, r.code, r.details, p_at from jsonb_to_recordset(reasons) as r (code text, details jsonb);
  end if;
  return new_status;
end $$;

-- The own part was agreed for this day, quantity and price: none of them changes without a new yes. Refuses OWN_MONEY_AGREED.
create function ordering.own_money_stands() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if ledger.has_own_money(new.id) then perform kernel.refuse('OWN_MONEY_AGREED'); end if;
  return new;
end $$;
create trigger own_money_stands before update of on_date, quantity, unit_price_pence, multiplier, amount_pence on ordering.occurrence
for each row when ((old.on_date, old.quantity, old.unit_price_pence, old.multiplier, old.amount_pence) is distinct from (new.on_date, new.quantity, new.unit_price_pence, new.multiplier, new.amount_pence))
execute function ordering.own_money_stands();

grant execute on function ordering.insert_order, ordering.offered_instead, ordering.own_part to owncourse_app;

alter function ordering.insert_order set plan_cache_mode = force_generic_plan;
