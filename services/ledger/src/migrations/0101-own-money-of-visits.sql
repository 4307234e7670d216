-- Own money of every visit of a standing order: agreed while the visit is planned, and followed when its price, length or day
-- changes. What is owed for a visit that was confirmed never changes here.
drop function ledger.agree_own_money(uuid, uuid, uuid, bigint, timestamptz, uuid);

-- In the transaction that plans, holds or amends the budget's part, after it. One sum for each hold; zero: none of it is own
-- money any more. Refuses WRONG_STATE when one of the holds is closed.
create function ledger.agree_own_money(p_holds uuid[], p_pence bigint[], p_person uuid, p_provider uuid, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if (select count(*) from ledger.hold h where h.id = any (p_holds) and h.state <> 'CLOSED') <> cardinality(p_holds) then perform kernel.refuse('WRONG_STATE'); end if;
  -- Nothing was taken, so that nothing is left of what is not to be paid; who agreed to what stands with the order.
  delete from ledger.own_money m using unnest(p_holds, p_pence) as a (id, pence) where m.id = a.id and m.state = 'AGREED' and a.pence = 0;
  insert into ledger.own_money (council_id, id, order_id, person_id, provider_id, agreed_pence, effective_on, agreed_at, agreed_by)
  select h.council_id, h.id, h.order_id, p_person, p_provider, a.pence, h.effective_on, p_at, p_actor
  from unnest(p_holds, p_pence) as a (id, pence) join ledger.hold h on h.id = a.id where a.pence <> 0
  on conflict (council_id, id) do update set agreed_pence = excluded.agreed_pence, effective_on = excluded.effective_on, agreed_at = excluded.agreed_at, agreed_by = excluded.agreed_by
  where own_money.state = 'AGREED' and (own_money.agreed_pence, own_money.effective_on) is distinct from (excluded.agreed_pence, excluded.effective_on);
end $$;

drop function ledger.own_money_agreed(uuid[]);

-- For ordering to show beside its visits, whose ids the holds have; row-level security of the reader decides.
create function ledger.own_money_of_visits(p_visits uuid[]) returns setof ledger.own_money language sql stable set search_path = pg_catalog as $$
  select * from ledger.own_money m where m.id = any (p_visits)
$$;

-- Own money beside a budget: of visits that take the rest from it, from one day to another, oldest first. In no figure of it.
create function ledger.own_money_beside(p_budget uuid, p_from date, p_to date) returns setof ledger.own_money language sql stable set search_path = pg_catalog as $$
  select m.* from ledger.own_money m join ledger.hold h on h.council_id = m.council_id and h.id = m.id
  where h.budget_id = p_budget and m.person_id = ledger.person_of_budget(p_budget) and m.effective_on between p_from and p_to
  order by m.effective_on, m.id
$$;

grant execute on function ledger.agree_own_money, ledger.own_money_of_visits, ledger.own_money_beside to owncourse_app;
