-- Where several funders pay for the same days, each has an instalment of its own. Their weekly sums are filled from all of them
-- together: before, they were filled from the first alone, and looking ahead from each as if it were the only one.

create index instalment_posted on ledger.instalment (budget_id, due_on) where kind = 'INSTALMENT' and posted_at is not null;

-- How a payment of the council's for the days up to p_through is shared out: the weekly sums in their order, less what they got
-- from the other funders for those days, then the rest.
create or replace function ledger.shared_out(p_budget uuid, p_pence bigint, p_due_on date, p_through date, p_funded_through date)
returns table (part_id uuid, pence bigint) language plpgsql stable set search_path = pg_catalog as $$
declare
  one record;
  paid_before date := greatest(coalesce(p_funded_through, p_due_on - 1), p_due_on - 1);
  still bigint := p_pence;
  -- What was paid before the division of today is divided with what was there.
  beside constant uuid[] := array(
    select i.id from ledger.instalment i
    where i.budget_id = p_budget and i.kind = 'INSTALMENT' and i.posted_at is not null and i.due_on = p_due_on and i.covers_through = p_through
      and not exists (select 1 from ledger.split_change c where c.budget_id = p_budget and c.applied_at > i.posted_at));
begin
  if cardinality(beside) > 0 then
    paid_before := greatest(p_due_on - 1, (select max(i.covers_through) from ledger.instalment i
      where i.budget_id = p_budget and i.kind = 'INSTALMENT' and i.posted_at is not null and i.covers_through < p_through));
  end if;
  for one in
    select h.council_id, h.part_id, h.weekly_pence, lower(h.covers) as from_on, least(p_through, coalesce(upper(h.covers) - 1, p_through)) as through, p.available_account
    from ledger.holding h join ledger.part_balance p on p.budget_id = h.budget_id and p.part_id = h.part_id
    where h.budget_id = p_budget and h.covers @> p_due_on and h.weekly_pence is not null order by p.place, h.part_id
  loop
    part_id := one.part_id;
    pence := least(still, greatest(ledger.part_due(p_budget, one.weekly_pence, one.from_on, one.through) - ledger.part_due(p_budget, one.weekly_pence, one.from_on, paid_before)
      - coalesce((
        select sum(t.amount_pence) from unnest(beside) b
        join ledger.transfer t on t.council_id = one.council_id and t.id in (b, ledger.caused_id(b, 'PART:' || one.part_id)) and t.to_account = one.available_account
      ), 0), 0));
    still := still - pence;
    if pence > 0 then return next; end if;
  end loop;
  part_id := ledger.rest_part(p_budget, p_due_on);
  pence := still;
  if pence > 0 then return next; end if;
end $$;

-- As before; what several funders pay for the same days is one payment.
create or replace function ledger.projected_parts(p_budget uuid, p_from date, p_to date) returns table (part_id uuid, on_day date, left_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  with horizon as (
    select least(p_to, (select min(c.from_on) - 1 from ledger.split_change c where c.budget_id = p_budget and c.applied_at is null and c.from_on > p_from)) as last_day
  ), payment as (
    select i.kind, i.due_on, i.covers_through, sum(i.amount_pence)::bigint as pence
    from horizon z, ledger.instalment i where i.budget_id = p_budget and i.posted_at is null and i.due_on <= z.last_day group by i.kind, i.due_on, i.covers_through
  ), moves as (
    select s.part_id, greatest(i.due_on, p_from) as day, s.pence
    from payment i join ledger.budget_balance b on b.budget_id = p_budget
    cross join lateral (
      select r.part_id, r.pence from ledger.shared_out(p_budget, i.pence, i.due_on, i.covers_through, b.funded_through) r where i.kind = 'INSTALMENT'
      union all select ledger.rest_part(p_budget, i.due_on), i.pence where i.kind <> 'INSTALMENT'
    ) s
    union all
    select coalesce(f.part_id, ledger.rest_part(p_budget, h.effective_on)), greatest(h.effective_on, p_from), -h.planned_pence
    from horizon z, ledger.hold h left join lateral ledger.part_for(p_budget, h.provider_id, greatest(h.effective_on, p_from)) f on true
    where h.budget_id = p_budget and h.state = 'PLANNED' and h.effective_on <= z.last_day
      and not exists (select 1 from ledger.closed_days c where c.budget_id = p_budget and c.covers @> h.effective_on)
  ), days as (
    select m.part_id, m.day, sum(m.pence) as pence from moves m group by m.part_id, m.day
  )
  select d.part_id, d.day, (p.available_pence + sum(d.pence) over (partition by d.part_id order by d.day))::bigint
  from days d join ledger.part_balance p on p.budget_id = p_budget and p.part_id = d.part_id
$$;
