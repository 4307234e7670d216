-- A card that is not kept any more has to be forgotten on the other side too, whoever stops between: it is remembered until it is.
alter table invoicing.kept_card add given_up_at timestamptz, add check (given_up_at is null or removed_at is not null);
update invoicing.kept_card set given_up_at = removed_at where removed_at is not null;
create index kept_card_to_give_up on invoicing.kept_card (id) where removed_at is not null and given_up_at is null;

-- As in 0352; one that may not be kept is written down as well, so that it is not forgotten half-way.
create or replace function invoicing.keep_card(p_id uuid, p_person uuid, p_by uuid, p_method text, p_brand text, p_last_four text, p_month int, p_year int, p_at timestamptz)
returns table (payment_method_id text) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  may_keep boolean;
begin
  perform 1 from invoicing.card_customer c where c.person_id = p_person for update;
  if exists (select from invoicing.kept_card k where k.payment_method_id = p_method) then return; end if;
  may_keep := invoicing.may_pay_for(p_by, p_person, p_at)
    and (p_by = p_person or not exists (select from invoicing.kept_card k where k.person_id = p_person and k.kept_by = p_person and k.removed_at is null));
  if may_keep then
    return query update invoicing.kept_card k set removed_at = p_at where k.person_id = p_person and k.removed_at is null returning k.payment_method_id;
  else
    return query select p_method;
  end if;
  insert into invoicing.kept_card (id, person_id, kept_by, payment_method_id, brand, last_four, expiry_month, expiry_year, kept_at, removed_at)
  values (p_id, p_person, p_by, p_method, p_brand, p_last_four, p_month, p_year, p_at, case when not may_keep then p_at end);
  if may_keep then
    update invoicing.card_charge c set next_try_at = p_at, declined_count = 0 where c.person_id = p_person and c.state in ('DUE', 'DECLINED', 'NEEDS_PERSON');
  end if;
end $$;

-- The other side has forgotten it.
create or replace function invoicing.card_is_gone(p_method text, p_at timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  update invoicing.kept_card set removed_at = coalesce(removed_at, p_at), given_up_at = p_at where payment_method_id = p_method and given_up_at is null
$$;

-- Cards to give up on the other side: not kept any more, or kept by somebody who may not pay for the person any more.
drop function invoicing.cards_out_of_force(timestamptz, int);
create function invoicing.cards_to_give_up(p_at timestamptz, p_most int) returns table (payment_method_id text)
language sql stable security definer set search_path = pg_catalog as $$
  (select k.payment_method_id from invoicing.kept_card k where k.removed_at is not null and k.given_up_at is null order by k.id limit p_most)
  union all
  (select k.payment_method_id from invoicing.kept_card k
   where k.removed_at is null and k.kept_by <> k.person_id and not invoicing.may_pay_for(k.kept_by, k.person_id, p_at) order by k.id limit p_most)
$$;
grant execute on function invoicing.cards_to_give_up to owncourse_app;
