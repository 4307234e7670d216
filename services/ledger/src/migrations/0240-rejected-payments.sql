-- A bank may send a payment back: what was paid is payable again, and is paid once more in another run (docs/adr/0040).

drop function ledger.settle(uuid[], uuid[], uuid[], uuid[], bigint[], uuid[], uuid[], uuid[], date, timestamptz, uuid[]);

-- As in 0140; p_tries counts how often an invoice is being paid: 1 at first, 2 after one rejected payment.
create function ledger.settle(p_councils uuid[], p_invoices uuid[], p_providers uuid[], p_budgets uuid[], p_amounts bigint[], p_actors uuid[], p_on_behalf_of uuid[],
  p_mandates uuid[], p_on date, p_at timestamptz, p_parts uuid[], p_tries int[] default null) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform ledger.lock_budgets(array(select distinct unnest(p_budgets)), false);
  perform ledger.post_all(array(
    select (g.council_id, ledger.caused_id(g.invoice_id, concat_ws(':', 'PAID', nullif(g.try, 1), g.budget_id, nullif(g.part_id, g.budget_id))), null, g.invoice_id, 'PAID',
      ledger.account_for(g.council_id, 'invoiced', g.budget_id, g.provider_id, null, g.part_id), 'invoiced', b.paid_account, 'paid', g.amount, g.budget_id, null, null, p_on, p_at,
      g.actor_id, g.on_behalf_of, g.mandate_id, null)::ledger.transfer
    from unnest(p_councils, p_invoices, p_providers, p_budgets, p_amounts, p_actors, p_on_behalf_of, p_mandates, p_parts, p_tries)
      with ordinality as g (council_id, invoice_id, provider_id, budget_id, amount, actor_id, on_behalf_of, mandate_id, part_id, try, turn)
    join ledger.budget_balance b on b.budget_id = g.budget_id order by g.turn));
end $$;

-- The bank sent the payment of that try back: paid → invoiced, once. A budget that had closed is closing again until it is paid.
create function ledger.unsettle(p_councils uuid[], p_invoices uuid[], p_providers uuid[], p_budgets uuid[], p_amounts bigint[], p_actors uuid[], p_on_behalf_of uuid[],
  p_mandates uuid[], p_on date, p_at timestamptz, p_parts uuid[], p_tries int[]) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform ledger.lock_budgets(array(select distinct unnest(p_budgets)), false);
  perform ledger.post_all(array(
    select (g.council_id, ledger.caused_id(g.invoice_id, concat_ws(':', 'PAYMENT_REJECTED', g.try, g.budget_id, nullif(g.part_id, g.budget_id))), null, g.invoice_id,
      'PAYMENT_REJECTED', b.paid_account, 'paid', ledger.account_for(g.council_id, 'invoiced', g.budget_id, g.provider_id, null, g.part_id), 'invoiced', g.amount, g.budget_id,
      null, null, p_on, p_at, g.actor_id, g.on_behalf_of, g.mandate_id, null)::ledger.transfer
    from unnest(p_councils, p_invoices, p_providers, p_budgets, p_amounts, p_actors, p_on_behalf_of, p_mandates, p_parts, p_tries)
      with ordinality as g (council_id, invoice_id, provider_id, budget_id, amount, actor_id, on_behalf_of, mandate_id, part_id, try, turn)
    join ledger.budget_balance b on b.budget_id = g.budget_id order by g.turn));
  update ledger.budget b set status = 'CLOSING' where b.status = 'CLOSED' and b.id = any (p_budgets);
end $$;

-- What such a payment had taken off is owed again: invoiced → settlement. Each cause once.
create function ledger.unrecover(p_councils uuid[], p_causes uuid[], p_providers uuid[], p_budgets uuid[], p_amounts bigint[],
  p_on date, p_at timestamptz, p_acting ledger.acting, p_deliveries uuid[]) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform ledger.lock_budgets(array(select distinct unnest(p_budgets)), false);
  perform ledger.post_all(array(
    select (g.council_id, ledger.caused_id(g.cause, 'SET_OFF_REJECTED'), null, g.cause, 'SET_OFF_REJECTED',
      ledger.account_for(g.council_id, 'invoiced', g.budget_id, g.provider_id, null, g.part_id), 'invoiced',
      ledger.account_for(g.council_id, 'settlement', null, null, null), 'settlement', g.amount, g.budget_id, null, null, p_on, p_at,
      p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer
    from (
      select g.*, ledger.part_of_account(g.council_id, (select t.to_account from ledger.transfer t where t.council_id = g.council_id and t.id = ledger.caused_id(g.delivery_id, 'ACCRUED'))) as part_id
      from unnest(p_councils, p_causes, p_providers, p_budgets, p_amounts, p_deliveries) with ordinality as g (council_id, cause, provider_id, budget_id, amount, delivery_id, turn)
    ) g order by g.turn));
  update ledger.budget b set status = 'CLOSING' where b.status = 'CLOSED' and b.id = any (p_budgets);
end $$;

-- As in 0110; what a bank sent back comes into the account again.
create or replace function ledger.bank_entries(p_budgets uuid[], p_from date, p_to date)
returns table (budget_id uuid, kind text, entry_id uuid, on_day date, amount_pence bigint, payee text)
language sql stable set search_path = pg_catalog as $$
  select e.budget_id, 'EXPENSE', e.id, e.spent_on, -e.amount_pence, e.payee
  from ledger.expense e where e.budget_id = any (p_budgets) and e.reversed_at is null and e.spent_on between p_from and p_to
  union all
  select t.budget_id, 'INVOICE', t.id, t.effective_on, case when t.kind in ('PAID', 'SET_OFF_REJECTED') then -t.amount_pence else t.amount_pence end, null
  from ledger.transfer t where t.budget_id = any (p_budgets) and t.kind in ('PAID', 'SET_OFF', 'REFUNDED', 'PAYMENT_REJECTED', 'SET_OFF_REJECTED')
    and t.effective_on between p_from and p_to
  union all
  select m.budget_id, m.kind, ledger.caused_id(m.budget_id, m.kind || ':' || m.effective_on), m.effective_on, sum(m.amount)::bigint, null
  from (
    select t.budget_id, t.effective_on,
      case when t.to_kind <> 'available' then 'GIVEN_BACK' when t.from_kind = 'funder' then 'COUNCIL' else 'MY_PART' end as kind,
      case when t.to_kind = 'available' then t.amount_pence else -t.amount_pence end as amount
    from ledger.transfer t
    where t.budget_id = any (p_budgets) and t.effective_on between p_from and p_to
      and ((t.from_kind in ('funder', 'person') and t.to_kind = 'available') or (t.from_kind = 'available' and t.to_kind in ('funder', 'person', 'reclaimed')))
  ) m group by m.budget_id, m.kind, m.effective_on
$$;

grant execute on function ledger.settle, ledger.unsettle, ledger.unrecover to owncourse_app;
alter function ledger.settle set plan_cache_mode = force_generic_plan;
alter function ledger.unsettle set plan_cache_mode = force_generic_plan;
