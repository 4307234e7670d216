-- Market reports: recomputed from rows each time, through what other services publish. Nothing is stored here yet.
create schema reports;
grant usage on schema reports to owncourse_app, owncourse_auditor;

-- One row a group, and one for all together (in_total). Row counts are not suppressed here: the caller decides what may be
-- shown, and few_people says who stands behind a group of fewer than five, so that groups can be hidden together.
create function reports.market(p_council uuid, p_from date, p_to date, p_group_by text)
returns table (in_total boolean, key text, label text, spend_pence bigint, orders int, people int, few_people uuid[])
language sql stable security definer set search_path = pg_catalog as $$
  with fact as materialized (
    select * from ordering.market_facts(p_council, p_from, p_to)
  ), service as (
    select s.id, s.support_type_slug as slug, t.name
    from catalogue.services(array(select distinct service_id from fact)) s join catalogue.support_type_names() t on t.slug = s.support_type_slug
    where p_group_by = 'SUPPORT_TYPE'
  ), client as (
    select c.person_id, w.code, w.name
    from identity.client_facts(p_council, array(select distinct person_id from fact)) c join catalogue.ward_names(p_council) w on w.id = c.ward_id
    where p_group_by = 'WARD'
  ), grouped as (
    select f.*, case p_group_by when 'MONTH' then to_char(f.on_date, 'YYYY-MM') when 'WARD' then coalesce(c.code, '') else coalesce(s.slug, '') end as key,
      case p_group_by when 'MONTH' then to_char(f.on_date, 'FMMonth YYYY') when 'WARD' then coalesce(c.name, 'No ward recorded') else coalesce(s.name, 'Other support') end as label
    from fact f left join service s on s.id = f.service_id left join client c on c.person_id = f.person_id
  )
  select grouping(key) = 1, coalesce(key, ''), coalesce(max(label), ''), coalesce(sum(amount_pence), 0)::bigint, count(distinct order_id)::int,
    count(distinct person_id)::int, case when count(distinct person_id) < 5 then array_agg(distinct person_id) else '{}' end
  from grouped group by grouping sets ((key), ())
$$;

grant execute on function reports.market to owncourse_app;
