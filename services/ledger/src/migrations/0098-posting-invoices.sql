-- A council's approvals and payment runs are hundreds of invoices at once: one posting for all of them, all or nothing.
-- Arrays run side by side: one entry for each invoice and budget, with who acts in each.
drop function ledger.invoice(uuid, uuid, uuid, uuid[], bigint[], date, timestamptz, ledger.acting);
drop function ledger.settle(uuid, uuid, uuid, uuid[], bigint[], date, timestamptz, ledger.acting);

-- Approved invoices: what was owed becomes payable to their providers. An invoice's second posting breaks its key.
create function ledger.invoice(p_councils uuid[], p_invoices uuid[], p_providers uuid[], p_budgets uuid[], p_amounts bigint[], p_actors uuid[], p_on_behalf_of uuid[],
  p_mandates uuid[], p_on date, p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform ledger.lock_budgets(array(select distinct unnest(p_budgets)), false);
  perform ledger.post_all(array(
    select (g.council_id, ledger.caused_id(g.invoice_id, 'INVOICED:' || g.budget_id), null, g.invoice_id, 'INVOICED', b.accrued_account, 'accrued',
      ledger.account_for(g.council_id, 'invoiced', g.budget_id, g.provider_id, null), 'invoiced', g.amount, g.budget_id, null, null, p_on, p_at,
      g.actor_id, g.on_behalf_of, g.mandate_id, null)::ledger.transfer
    from unnest(p_councils, p_invoices, p_providers, p_budgets, p_amounts, p_actors, p_on_behalf_of, p_mandates)
      with ordinality as g (council_id, invoice_id, provider_id, budget_id, amount, actor_id, on_behalf_of, mandate_id, turn)
    join ledger.budget_balance b on b.budget_id = g.budget_id order by g.turn));
end $$;

-- Settled payments: what was payable is paid.
create function ledger.settle(p_councils uuid[], p_invoices uuid[], p_providers uuid[], p_budgets uuid[], p_amounts bigint[], p_actors uuid[], p_on_behalf_of uuid[],
  p_mandates uuid[], p_on date, p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform ledger.lock_budgets(array(select distinct unnest(p_budgets)), false);
  perform ledger.post_all(array(
    select (g.council_id, ledger.caused_id(g.invoice_id, 'PAID:' || g.budget_id), null, g.invoice_id, 'PAID',
      ledger.account_for(g.council_id, 'invoiced', g.budget_id, g.provider_id, null), 'invoiced', b.paid_account, 'paid', g.amount, g.budget_id, null, null, p_on, p_at,
      g.actor_id, g.on_behalf_of, g.mandate_id, null)::ledger.transfer
    from unnest(p_councils, p_invoices, p_providers, p_budgets, p_amounts, p_actors, p_on_behalf_of, p_mandates)
      with ordinality as g (council_id, invoice_id, provider_id, budget_id, amount, actor_id, on_behalf_of, mandate_id, turn)
    join ledger.budget_balance b on b.budget_id = g.budget_id order by g.turn));
end $$;

grant execute on function ledger.invoice, ledger.settle to owncourse_app;
alter function ledger.invoice set plan_cache_mode = force_generic_plan;
alter function ledger.settle set plan_cache_mode = force_generic_plan;

-- Own money is rare: looked for once for each posting, not for each of its visits.
create or replace function ledger.owe_own_money() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  due record;
begin
  for due in
    update ledger.own_money m set state = 'OWED', owed_pence = d.pence
    from (
      select n.council_id, n.hold_id, n.posting_group, n.effective_on, n.recorded_at, n.actor_id, n.on_behalf_of, n.mandate_id,
        round(o.agreed_pence::numeric * n.amount_pence / h.planned_pence)::bigint as pence
      from posted n
      join ledger.own_money o on o.council_id = n.council_id and o.id = n.hold_id and o.state = 'AGREED'
      join ledger.hold h on h.council_id = o.council_id and h.id = o.id
      where n.kind = 'CONFIRMED'
    ) d
    where m.council_id = d.council_id and m.id = d.hold_id and m.state = 'AGREED' and d.pence > 0
    returning m.council_id, m.id as hold_id, m.provider_id, m.order_id, d.posting_group, d.effective_on, d.recorded_at, d.actor_id, d.on_behalf_of, d.mandate_id, d.pence
  loop
    perform ledger.post((due.council_id, ledger.caused_id(due.hold_id, 'OWN_MONEY'), null, due.posting_group, 'OWN_MONEY',
      ledger.account_for(due.council_id, 'card_clearing', null, due.provider_id, null), 'card_clearing',
      ledger.account_for(due.council_id, 'provider_payable', null, due.provider_id, null), 'provider_payable',
      due.pence, null, due.hold_id, due.order_id, due.effective_on, due.recorded_at, due.actor_id, due.on_behalf_of, due.mandate_id, null)::ledger.transfer);
  end loop;
  return null;
end $$;
drop trigger own_money_is_owed on ledger.transfer;
create trigger own_money_is_owed after insert on ledger.transfer referencing new table as posted for each statement execute function ledger.owe_own_money();

create or replace function ledger.give_own_money_back() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  update ledger.own_money m set state = 'GIVEN_BACK'
  from now_so n join was_so w on w.council_id = n.council_id and w.id = n.id
  where n.state = 'CLOSED' and w.state <> 'CLOSED' and m.council_id = n.council_id and m.id = n.id and m.state = 'AGREED';
  return null;
end $$;
drop trigger own_money_ends on ledger.hold;
create trigger own_money_ends after update on ledger.hold referencing old table as was_so new table as now_so
  for each statement execute function ledger.give_own_money_back();
