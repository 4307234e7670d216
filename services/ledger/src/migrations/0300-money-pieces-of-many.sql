-- As in 0260; uses that are asked for are looked up in a hash, not in a list that is gone through for each of them.
create or replace function ledger.money_pieces(p_budgets uuid[], p_uses uuid[], p_in uuid)
returns table (budget_id uuid, in_id uuid, in_kind text, in_on date, in_pence bigint, use_id uuid, use_kind text, use_on date, use_at timestamptz, use_by uuid,
  use_order_id uuid, use_pence bigint, pence bigint) language sql stable set search_path = pg_catalog as $$
  with moved as materialized (
    select t.budget_id, t.id, t.kind, t.position, t.effective_on, t.recorded_at, t.actor_id, t.order_id, t.amount_pence,
      case when t.from_kind in ('available', 'committed') then f.part_id end as from_pot, case when t.to_kind in ('available', 'committed') then o.part_id end as to_pot
    from ledger.transfer t
    -- The outer accounts, which belong to no budget, may be hidden from the reader.
    left join ledger.account f on f.council_id = t.council_id and f.id = t.from_account
    left join ledger.account o on o.council_id = t.council_id and o.id = t.to_account
    where t.budget_id = any (p_budgets)
  ), came as (
    select m.*, sum(m.amount_pence) over (partition by m.budget_id, m.to_pot order by m.position) as through from moved m
    where m.to_pot is not null and m.to_pot is distinct from m.from_pot
  ), used as (
    select m.*, sum(m.amount_pence) over (partition by m.budget_id, m.from_pot order by m.position) as through from moved m
    where m.from_pot is not null and m.from_pot is distinct from m.to_pot
  )
  select c.budget_id, c.id, c.kind, c.effective_on, c.amount_pence, u.id, u.kind, u.effective_on, u.recorded_at, u.actor_id, u.order_id, u.amount_pence,
    (least(c.through, u.through) - greatest(c.through - c.amount_pence, u.through - u.amount_pence))::bigint
  from came c join used u on u.budget_id = c.budget_id and u.from_pot = c.to_pot and u.through - u.amount_pence < c.through and c.through - c.amount_pence < u.through
  where (p_uses is null or u.id in (select unnest(p_uses))) and (p_in is null or c.id = p_in)
  order by u.position, c.position
$$;
