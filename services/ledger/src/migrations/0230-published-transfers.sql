-- For whoever proves another room's books against these: transfers of some kinds, as they were posted. Ids and sums, no names.
create function ledger.transfers_of(p_kinds text[])
returns table (council_id uuid, id uuid, posting_group uuid, budget_id uuid, kind text, from_kind text, to_kind text, amount_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select t.council_id, t.id, t.posting_group, t.budget_id, t.kind, t.from_kind, t.to_kind, t.amount_pence
  from ledger.transfer t where t.kind = any (p_kinds)
$$;
grant execute on function ledger.transfers_of to owncourse_auditor;
