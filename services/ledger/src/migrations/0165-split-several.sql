-- As in 0073; only what several funders share is looked at one by one.
create or replace function ledger.split_accruals(p_accruals ledger.transfer[]) returns void language plpgsql set search_path = pg_catalog as $$
declare
  one record;
begin
  insert into ledger.accrual_share (council_id, transfer_id, budget_id, funding_kind, amount_pence)
  select a.council_id, a.id, a.budget_id, coalesce(f.kind, 'SOCIAL_CARE'), a.amount_pence
  from unnest(p_accruals) a
  cross join lateral (select count(*) as sources, min(f.kind) as kind from ledger.funding_source f where f.budget_id = a.budget_id and f.covers @> a.effective_on) f
  where f.sources <= 1;
  for one in
    select a.council_id, a.budget_id, a.id, a.amount_pence, a.effective_on from unnest(p_accruals) with ordinality a
    where (select count(*) from ledger.funding_source f where f.budget_id = a.budget_id and f.covers @> a.effective_on) > 1
    order by a.ordinality
  loop
    perform ledger.split_accrual(one.council_id, one.budget_id, one.id, one.amount_pence, one.effective_on);
  end loop;
end $$;
