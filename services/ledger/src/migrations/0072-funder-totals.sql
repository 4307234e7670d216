-- What each funder of a shared budget has borne since the shares last changed, kept beside the parts themselves, so that
-- splitting the next delivery costs the same after ten years as on the first day.
create table ledger.funder_total (
  council_id uuid not null,
  budget_id uuid not null,
  -- First day on which these shares stand; -infinity before any were known.
  shares_from date not null,
  funding_kind text not null,
  amount_pence bigint not null check (amount_pence >= 0),
  primary key (budget_id, shares_from, funding_kind),
  foreign key (council_id, budget_id) references ledger.budget
) with (fillfactor = 70);
select kernel.protect_table('ledger.funder_total', 'exists (select 1 from ledger.budget b where b.id = budget_id)');

-- The spans of days between changes of a budget's funders, and how many bear what is delivered in each.
create function ledger.share_stands(p_budget uuid) returns table (stands daterange, sources int) language sql stable set search_path = pg_catalog as $$
  select s.stands, (select count(*)::int from ledger.funding_source f where f.budget_id = p_budget and f.covers @> lower(s.stands))
  from (
    select daterange(edge, lead(edge) over (order by edge)) as stands
    from (
      select '-infinity'::date as edge
      union select e.edge from ledger.funding_source f cross join lateral (values (lower(f.covers)), (upper(f.covers))) as e (edge)
      where f.budget_id = p_budget and e.edge is not null
    ) edges
  ) s
$$;

-- The totals as the parts say; the job of whoever changes the funders of days on which something was delivered already.
create function ledger.count_funder_totals(p_budget uuid) returns table (council_id uuid, shares_from date, funding_kind text, amount_pence bigint)
language sql stable set search_path = pg_catalog as $$
  select s.council_id, lower(d.stands), s.funding_kind, sum(s.amount_pence)::bigint
  from ledger.share_stands(p_budget) d
  join ledger.accrual_share s on s.budget_id = p_budget
  join ledger.transfer t on t.council_id = s.council_id and t.id = s.transfer_id and d.stands @> t.effective_on
  where d.sources > 1
  group by s.council_id, d.stands, s.funding_kind
$$;

create function ledger.keep_funder_totals() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  budget constant uuid := coalesce(new.budget_id, old.budget_id);
begin
  delete from ledger.funder_total f where f.budget_id = budget;
  insert into ledger.funder_total (council_id, budget_id, shares_from, funding_kind, amount_pence)
  select c.council_id, budget, c.shares_from, c.funding_kind, c.amount_pence from ledger.count_funder_totals(budget) c;
  return null;
end $$;
create trigger keep_funder_totals after insert or update or delete on ledger.funding_source for each row execute function ledger.keep_funder_totals();

insert into ledger.funder_total (council_id, budget_id, shares_from, funding_kind, amount_pence)
select c.council_id, b.id, c.shares_from, c.funding_kind, c.amount_pence from ledger.budget b cross join lateral ledger.count_funder_totals(b.id) c;

-- Splits an accrual among the funders in force on the delivery day: the total delivered since the shares last changed
-- is split by largest remainder and the earlier parts taken off, so that parts always add up to the penny. What was
-- delivered under other shares stays as it was split then. The caller holds the budget's lock.
create or replace function ledger.split_accrual(p_council uuid, p_budget uuid, p_transfer uuid, p_amount bigint, p_on date) returns void
language plpgsql set search_path = pg_catalog as $$
declare
  sources int;
  only_kind text;
  stands_from date;
begin
  select count(*), min(f.kind) into sources, only_kind from ledger.funding_source f where f.budget_id = p_budget and f.covers @> p_on;
  if sources <= 1 then
    insert into ledger.accrual_share values (p_council, p_transfer, p_budget, coalesce(only_kind, 'SOCIAL_CARE'), p_amount);
    return;
  end if;
  select lower(d.stands) into stands_from from ledger.share_stands(p_budget) d where d.stands @> p_on;
  with source as (
    select f.kind, f.weight, sum(f.weight) over () as weights, coalesce(t.amount_pence, 0) as earlier
    from ledger.funding_source f
    left join ledger.funder_total t on t.budget_id = p_budget and t.shares_from = stands_from and t.funding_kind = f.kind
    where f.budget_id = p_budget and f.covers @> p_on
  ), whole as (
    select *, (sum(earlier) over () + p_amount) as total from source
  ), fair as (
    select *, floor(total * weight / weights) as low, (total * weight) % weights as rest from whole
  ), target as (
    select *, low + case when row_number() over (order by rest desc, kind) <= (total - sum(low) over ()) then 1 else 0 end as cumulative from fair
  ), part as (
    -- Largest remainder can take a penny back from one of three or more; what was frozen stays, and the others bear less now.
    select *, greatest(cumulative - earlier, 0) as due, sum(greatest(cumulative - earlier, 0)) over () as dues from target
  ), fitted as (
    select *, floor(due * p_amount / dues) as base, (due * p_amount) % dues as leftover from part
  ), frozen as (
    insert into ledger.accrual_share
    select p_council, p_transfer, p_budget, kind,
      (base + case when row_number() over (order by leftover desc, kind) <= (p_amount - sum(base) over ()) then 1 else 0 end)::bigint
    from fitted
    returning funding_kind, amount_pence
  )
  insert into ledger.funder_total as t (council_id, budget_id, shares_from, funding_kind, amount_pence)
  select p_council, p_budget, stands_from, f.funding_kind, f.amount_pence from frozen f
  on conflict (budget_id, shares_from, funding_kind) do update set amount_pence = t.amount_pence + excluded.amount_pence;
end $$;

grant execute on function ledger.share_stands, ledger.count_funder_totals to owncourse_auditor;
