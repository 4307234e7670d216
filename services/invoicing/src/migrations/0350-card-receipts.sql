-- What a receipt of a card says besides the sum: what was bought, and how it is with VAT, by the same rule as on invoices and frozen
-- in the same moment, when the visit was confirmed.
alter table invoicing.card_charge add description text, add vat_category text check (vat_category in ('S', 'Z', 'E', 'O')),
  add vat_reason text check (vat_category not in ('E', 'O') or vat_reason is not null), add vat_status text, add vat_percent numeric(5, 2) check (vat_percent >= 0);

create function invoicing.visits_with_vat(p_visits uuid[], p_days date[])
returns table (id uuid, description text, vat_category text, vat_reason text, vat_status text, vat_percent numeric)
language sql stable security definer set search_path = pg_catalog as $$
  with visit as materialized (
    select v.id, v.on_date, s.service_id, s.variant_id, s.provider_id
    from unnest(p_visits, p_days) as v (id, on_date) left join ordering.visits_sold(p_visits) s on s.id = v.id
  ), variant as (
    select x.* from catalogue.variants(array(select distinct v.variant_id from visit v)) x
  ), service as (
    select x.* from catalogue.services(array(select distinct v.service_id from visit v)) x
  ), provider as (
    select x.* from catalogue.providers(array(select distinct v.provider_id from visit v)) x
  )
  select v.id, concat_ws(', ', coalesce(a.service_name, s.name, 'Support'), a.name), t.category, t.reason, status, r.percent
  from visit v
  -- As on invoices: what is not on sale any more was delivered all the same; without its treatment the standard rate is the careful reading.
  left join variant a on a.id = v.variant_id
  left join service s on s.id = v.service_id
  left join provider p on p.id = v.provider_id
  cross join lateral (select coalesce(a.vat_status, p.vat_status, 'NOT_REGISTERED') as status) q
  cross join lateral invoicing.vat_of(coalesce(a.vat_treatment, 'STANDARD'), status) t
  join invoicing.vat_rate r on r.category = t.category and r.covers @> v.on_date
$$;

update invoicing.card_charge c set description = f.description, vat_category = f.vat_category, vat_reason = f.vat_reason, vat_status = f.vat_status, vat_percent = f.vat_percent
from invoicing.visits_with_vat(array(select id from invoicing.card_charge order by id), array(select for_on from invoicing.card_charge order by id)) f where f.id = c.id;
alter table invoicing.card_charge alter description set not null, alter vat_category set not null, alter vat_status set not null, alter vat_percent set not null;

-- As in 0331; what is frozen stays as it was at first.
create or replace function invoicing.note_own_money(p_visits uuid[], p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  noted uuid;
begin
  for noted in
    with own as materialized (
      select m.* from ledger.own_money_of_visits(p_visits) m where m.state in ('OWED', 'GIVEN_BACK')
    )
    insert into invoicing.card_charge (id, council_id, person_id, provider_id, order_id, for_on, owed_pence, next_try_at, noted_at, description, vat_category, vat_reason, vat_status, vat_percent)
    select m.id, m.council_id, m.person_id, m.provider_id, m.order_id, m.effective_on, m.owed_pence, p_at, p_at, f.description, f.vat_category, f.vat_reason, f.vat_status, f.vat_percent
    from own m join invoicing.visits_with_vat(array(select id from own order by id), array(select effective_on from own order by id)) f on f.id = m.id
    order by m.id
    on conflict (id) do update set owed_pence = excluded.owed_pence
    returning id
  loop
    perform invoicing.follow_card_charge(noted, p_at);
  end loop;
end $$;

-- Who was paid, for the receipts that the reader may see: the provider's details of that day, as on invoices.
create function invoicing.card_sellers(p_charges uuid[]) returns table (id uuid, name text, party jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select c.id, n.name, invoicing.billing_party_on(c.provider_id, c.for_on)
  from invoicing.card_charge c join catalogue.provider_names(array(select distinct x.provider_id from invoicing.card_charge x where x.id = any (p_charges))) n on n.id = c.provider_id
  where c.id = any (p_charges) and (c.person_id = (select kernel.scope_person()) or c.provider_id = (select kernel.scope_organisation()))
$$;
grant execute on function invoicing.card_sellers, invoicing.vat_in to owncourse_app;
