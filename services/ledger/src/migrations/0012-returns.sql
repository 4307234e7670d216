-- The regular return of whoever holds a direct payment: statement, invoices, receipts and a declaration (model.md "Invoices").

create table ledger.return_pack (
  council_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  covers daterange not null check (not isempty(covers) and not lower_inf(covers) and not upper_inf(covers)),
  -- The words that were agreed to, as they stood then.
  declaration text not null,
  sent_at timestamptz not null,
  sent_by uuid not null,
  on_behalf_of uuid,
  mandate_id uuid,
  primary key (council_id, id),
  unique (id),
  foreign key (council_id, budget_id) references ledger.budget,
  constraint return_pack_once exclude using gist (budget_id with =, covers with &&)
);
create trigger append_only before update or delete on ledger.return_pack for each row execute function ledger.refuse_change();
create trigger append_only_all before truncate on ledger.return_pack execute function ledger.refuse_change();
select kernel.protect_table('ledger.return_pack', 'exists (select 1 from ledger.budget b where b.id = budget_id)');

-- A budget's returns: one for each stretch of the council's months from the budget's first day, while somebody else than the
-- council or a provider holds the money; the last may be cut short by the budget's end. As whoever asks.
create function ledger.return_periods(p_budget uuid, p_today date)
returns table (from_on date, to_on date, due_on date, pack_id uuid, sent_at timestamptz, sent_by uuid, without_receipt int)
language sql stable set search_path = pg_catalog as $$
  select s.from_on, s.to_on, s.to_on + s.due_days, r.id, r.sent_at, r.sent_by,
    (select count(*)::int from ledger.expense e where e.budget_id = p_budget and e.reversed_at is null and e.spent_on between s.from_on and s.to_on
      and not exists (select 1 from ledger.receipt c where c.expense_id = e.id))
  from (
    select (lower(p.covers) + make_interval(months => n * months))::date as from_on,
      (least((lower(p.covers) + make_interval(months => (n + 1) * months))::date, coalesce(upper(p.covers), 'infinity'::date)) - 1)::date as to_on, due_days
    from ledger.budget b
    join ledger.budget_period p on p.budget_id = b.id
    -- Every quarter, and four weeks to send it, where the council has not said otherwise.
    cross join lateral (select coalesce((identity.policy(b.council_id, 'returnEveryMonths', p_today))::int, 3) as months,
      coalesce((identity.policy(b.council_id, 'returnDueDays', p_today))::int, 28) as due_days) rule
    cross join generate_series(0, 240) as n
    where b.id = p_budget and (lower(p.covers) + make_interval(months => n * months))::date <= p_today
      and (upper(p.covers) is null or (lower(p.covers) + make_interval(months => n * months))::date < upper(p.covers))
  ) s
  left join ledger.return_pack r on r.budget_id = p_budget and r.covers && daterange(s.from_on, s.to_on, '[]')
  where exists (select 1 from ledger.holding h where h.budget_id = p_budget and h.covers && daterange(s.from_on, s.to_on, '[]')
    and h.route in ('DIRECT_PAYMENT', 'REPRESENTATIVE', 'TRUST', 'BROKER'))
$$;

-- The person, or who may pay for them, declares that it is right. Once for each stretch, after its last day. Refuses WRONG_STATE.
create function ledger.send_return(p_budget uuid, p_id uuid, p_from date, p_to date, p_declaration text, p_today date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  acting constant ledger.acting := ledger.paying_for(p_budget, p_actor, p_at);
  council uuid;
begin
  perform ledger.lock_budgets(array[p_budget], false);
  select b.council_id into council from ledger.budget b where b.id = p_budget;
  if p_to >= p_today or not exists (
    select 1 from ledger.return_periods(p_budget, p_today) r where r.from_on = p_from and r.to_on = p_to and r.pack_id is null) then
    perform kernel.refuse('WRONG_STATE');
  end if;
  insert into ledger.return_pack values (council, p_id, p_budget, daterange(p_from, p_to, '[]'), p_declaration, p_at, acting.actor_id, acting.on_behalf_of, acting.mandate_id);
end $$;

grant execute on function ledger.return_periods, ledger.send_return to owncourse_app;
