-- What a person pays towards their budget: assessed, charged, collected, overpaid, reimbursed (model.md "Money").

-- Every result that an officer recorded, also those that a later one replaced. Of the person's means nothing is kept.
create table ledger.contribution_result (
  council_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  from_on date not null,
  weekly_pence bigint not null check (weekly_pence >= 0),
  netting text not null check (netting in ('NET', 'GROSS')),
  basis text not null check (basis in ('ENTERED', 'WORKED_OUT')),
  -- [{reason, pence}] in the order in which they counted; pence as text.
  reasons jsonb not null,
  certain boolean not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (council_id, id),
  foreign key (council_id, budget_id) references ledger.budget
);
create index contribution_result_of_budget on ledger.contribution_result (budget_id, from_on, recorded_at);
create trigger append_only before update or delete on ledger.contribution_result for each row execute function ledger.refuse_change();
create trigger append_only_all before truncate on ledger.contribution_result execute function ledger.refuse_change();

-- Gross: the council collects the contribution itself, and it never enters the budget. Noted, so that everybody sees it.
create table ledger.gross_contribution (
  council_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  kind text not null check (kind in ('COLLECTED', 'REIMBURSED')),
  amount_pence bigint not null check (amount_pence > 0),
  on_day date not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (council_id, id),
  foreign key (council_id, budget_id) references ledger.budget
);
create index gross_contribution_of_budget on ledger.gross_contribution (budget_id);
create trigger append_only before update or delete on ledger.gross_contribution for each row execute function ledger.refuse_change();
create trigger append_only_all before truncate on ledger.gross_contribution execute function ledger.refuse_change();

select kernel.protect_table(t::regclass, 'exists (select 1 from ledger.budget b where b.id = budget_id)')
from unnest(array['ledger.contribution_result', 'ledger.gross_contribution']) t;

-- What is due for the days from p_from until before p_before: each assessment's days rounded once.
create function ledger.contribution_due(p_budget uuid, p_from date, p_before date, p_netting text) returns bigint
language sql stable set search_path = pg_catalog as $$
  select coalesce(sum((weekly_pence * (upper(days) - lower(days)) * 2 + 7) / 14), 0)::bigint
  from (
    select weekly_pence, covers * daterange(p_from, p_before) as days from ledger.contribution_assessment
    where budget_id = p_budget and netting = p_netting and covers && daterange(p_from, p_before)
  ) parts
$$;

-- The sums of a budget's contributions. A stretch that was funded in advance is charged when it begins. As whoever asks.
create function ledger.contribution_sums(p_budget uuid, p_on date)
returns table (netting text, charged_pence bigint, collected_pence bigint, reimbursed_pence bigint)
language sql stable set search_path = pg_catalog as $$
  with reached as (
    select coalesce(max(covers_through) + 1, date '0001-01-02') as before from ledger.instalment
    where budget_id = p_budget and kind in ('INSTALMENT', 'CONTRIBUTION') and due_on <= p_on and covers_through >= due_on
  )
  select 'NET', ledger.contribution_due(p_budget, date '0001-01-01', reached.before, 'NET'),
    (select coalesce(sum(amount_pence), 0)::bigint from ledger.instalment where budget_id = p_budget and kind = 'CONTRIBUTION' and posted_at is not null),
    (select coalesce(sum(amount_pence), 0)::bigint from ledger.transfer where budget_id = p_budget and kind = 'CONTRIBUTION_REIMBURSED')
  from reached
  union all
  select 'GROSS', ledger.contribution_due(p_budget, date '0001-01-01', reached.before, 'GROSS'),
    (select coalesce(sum(amount_pence), 0)::bigint from ledger.gross_contribution where budget_id = p_budget and kind = 'COLLECTED'),
    (select coalesce(sum(amount_pence), 0)::bigint from ledger.gross_contribution where budget_id = p_budget and kind = 'REIMBURSED')
  from reached
$$;

-- A dated result. What was planned from that day on follows it: the person's part and the council's change places, so
-- that the budget stays as it was. Where the council has already paid in, it adds what it now owes at once, and takes
-- what it overpaid off its next instalments. Nobody is charged more for days that are past.
create function ledger.record_contribution(p_budget uuid, p_id uuid, p_from date, p_weekly bigint, p_netting text, p_basis text,
  p_reasons jsonb, p_certain boolean, p_today date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  council uuid;
  ends_before date;
  most bigint;
  stretch record;
  own bigint;
  council_owes bigint := 0;
  shifted bigint;
  taken_off bigint;
  row_id uuid;
begin
  perform ledger.lock_budgets(array[p_budget]);
  select b.council_id into council from ledger.budget b where b.id = p_budget;
  if not exists (select 1 from ledger.budget_period p where p.budget_id = p_budget and p.covers @> p_from) then
    perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', p_from));
  end if;
  select upper(p.covers) into ends_before from ledger.budget_period p where p.budget_id = p_budget order by lower(p.covers) desc limit 1;
  select s.weekly_pence into most from ledger.budget_step s where s.budget_id = p_budget and s.from_on <= p_from order by s.from_on desc limit 1;
  if p_weekly > coalesce(most, 0) then raise exception 'A contribution of % pence is more than the budget of % pence.', p_weekly, most; end if;
  if p_from < p_today and p_weekly * (p_today - p_from) > (
    select coalesce(sum(a.weekly_pence * (upper(a.covers * daterange(p_from, p_today)) - lower(a.covers * daterange(p_from, p_today)))), 0)
    from ledger.contribution_assessment a where a.budget_id = p_budget and a.covers && daterange(p_from, p_today)) then
    perform kernel.refuse('INVALID_INPUT', jsonb_build_object('problems', jsonb_build_array(jsonb_build_object(
      'field', 'fromOn', 'message', 'Nobody pays more for days that are past. Choose today or a later day.'))));
  end if;

  insert into ledger.contribution_result values (council, p_id, p_budget, p_from, p_weekly, p_netting, p_basis, p_reasons, p_certain, p_at, p_actor);
  delete from ledger.contribution_assessment a where a.budget_id = p_budget and lower(a.covers) >= p_from;
  update ledger.contribution_assessment a set covers = daterange(lower(a.covers), p_from) where a.budget_id = p_budget and a.covers @> p_from;
  insert into ledger.contribution_assessment (council_id, budget_id, covers, weekly_pence, netting)
  values (council, p_budget, daterange(p_from, ends_before), p_weekly, p_netting);

  for stretch in
    select i.due_on, i.covers_through,
      coalesce(sum(i.amount_pence) filter (where i.kind = 'CONTRIBUTION'), 0)::bigint as own,
      coalesce(sum(i.amount_pence) filter (where i.kind = 'CONTRIBUTION' and i.posted_at is not null), 0)::bigint as received,
      coalesce(sum(i.amount_pence) filter (where i.kind = 'INSTALMENT'), 0)::bigint as council_part,
      coalesce(bool_or(i.posted_at is not null) filter (where i.kind = 'INSTALMENT'), false) as council_paid
    from ledger.instalment i
    where i.budget_id = p_budget and i.kind in ('INSTALMENT', 'CONTRIBUTION') and i.covers_through >= greatest(i.due_on, p_from)
    group by i.due_on, i.covers_through order by i.due_on
  loop
    own := least(ledger.contribution_due(p_budget, stretch.due_on, stretch.covers_through + 1, 'NET'), stretch.own + stretch.council_part);
    delete from ledger.instalment i where i.budget_id = p_budget and i.kind = 'CONTRIBUTION' and i.due_on = stretch.due_on
      and i.covers_through = stretch.covers_through and i.posted_at is null;
    if own > stretch.received then
      insert into ledger.instalment (council_id, id, budget_id, kind, due_on, covers_through, amount_pence)
      values (council, ledger.caused_id(p_id, 'CONTRIBUTION:' || stretch.due_on), p_budget, 'CONTRIBUTION', stretch.due_on, stretch.covers_through, own - stretch.received);
    end if;
    if stretch.council_paid then
      council_owes := council_owes + stretch.own - own;
      continue;
    end if;
    -- The council's part takes up the difference, less what it has paid too much before.
    shifted := stretch.own - own;
    if council_owes < 0 then
      taken_off := least(-council_owes, stretch.council_part + shifted);
      shifted := shifted - taken_off;
      council_owes := council_owes + taken_off;
    end if;
    select i.id into row_id from ledger.instalment i where i.budget_id = p_budget and i.kind = 'INSTALMENT' and i.due_on = stretch.due_on
      and i.covers_through = stretch.covers_through and i.posted_at is null order by i.amount_pence desc, i.id limit 1;
    if row_id is null then
      if shifted > 0 then
        insert into ledger.instalment (council_id, id, budget_id, kind, due_on, covers_through, amount_pence)
        values (council, ledger.caused_id(p_id, 'INSTALMENT:' || stretch.due_on), p_budget, 'INSTALMENT', stretch.due_on, stretch.covers_through, shifted);
      end if;
    elsif stretch.council_part + shifted <= 0 then
      delete from ledger.instalment i where i.council_id = council and i.id = row_id;
    elsif shifted <> 0 then
      update ledger.instalment i set amount_pence = i.amount_pence + shifted where i.council_id = council and i.id = row_id;
    end if;
  end loop;

  if council_owes > 0 then
    insert into ledger.instalment (council_id, id, budget_id, kind, due_on, covers_through, amount_pence)
    values (council, ledger.caused_id(p_id, 'COUNCIL_OWES'), p_budget, 'ONE_OFF', p_today, p_today, council_owes);
    perform ledger.post_due_instalments(p_budget, p_today, array['ONE_OFF'], p_at, row(p_actor, null, null)::ledger.acting);
  end if;
end $$;

-- A sum that the person paid. Net: it goes into the budget, against what is due, oldest first; what is more than due is in
-- the budget too, and stands as overpaid. Gross: the council keeps it. p_id becomes the id of what belongs to no due day.
create function ledger.receive_contribution(p_budget uuid, p_id uuid, p_amount bigint, p_on date, p_today date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  balance ledger.budget_balance;
  due ledger.instalment;
  rest bigint := p_amount;
begin
  perform ledger.lock_budgets(array[p_budget], false);
  select * into balance from ledger.budget_balance b where b.budget_id = p_budget;
  if exists (select 1 from ledger.contribution_assessment a where a.budget_id = p_budget and a.covers @> p_on and a.netting = 'GROSS') then
    insert into ledger.gross_contribution values (balance.council_id, p_id, p_budget, 'COLLECTED', p_amount, p_on, p_at, p_actor);
    return;
  end if;
  for due in select * from ledger.instalment i where i.budget_id = p_budget and i.kind = 'CONTRIBUTION' and i.posted_at is null and i.due_on <= p_today
    order by i.due_on, i.id for update
  loop
    exit when rest = 0;
    if due.amount_pence > rest then
      insert into ledger.instalment (council_id, id, budget_id, kind, due_on, covers_through, amount_pence)
      values (due.council_id, ledger.caused_id(p_id, 'REST:' || due.id), p_budget, 'CONTRIBUTION', due.due_on, due.covers_through, due.amount_pence - rest);
      due.amount_pence := rest;
    end if;
    perform ledger.post((due.council_id, due.id, null, p_id, 'CONTRIBUTION', balance.person_account, 'person', balance.available_account, 'available',
      due.amount_pence, p_budget, null, null, p_on, p_at, p_actor, null, null, null)::ledger.transfer);
    update ledger.instalment i set posted_at = p_at, amount_pence = due.amount_pence where i.council_id = due.council_id and i.id = due.id;
    rest := rest - due.amount_pence;
  end loop;
  if rest > 0 then
    -- Belongs to no days, so it ends before it begins.
    insert into ledger.instalment (council_id, id, budget_id, kind, due_on, covers_through, amount_pence, posted_at)
    values (balance.council_id, p_id, p_budget, 'CONTRIBUTION', p_on, p_on - 1, rest, p_at);
    perform ledger.post((balance.council_id, p_id, null, p_id, 'CONTRIBUTION', balance.person_account, 'person', balance.available_account, 'available',
      rest, p_budget, null, null, p_on, p_at, p_actor, null, null, null)::ledger.transfer);
  end if;
end $$;

-- Gives back what was paid too much: from the budget where it went into the budget, noted where the council had kept it.
-- Refuses MORE_THAN_OVERPAID {overpaidPence} and BUDGET_SHORTFALL.
create function ledger.reimburse_contribution(p_budget uuid, p_id uuid, p_amount bigint, p_on date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  balance ledger.budget_balance;
  net bigint;
  gross bigint;
begin
  perform ledger.lock_budgets(array[p_budget], false);
  select * into balance from ledger.budget_balance b where b.budget_id = p_budget;
  select coalesce(sum(greatest(s.collected_pence - s.reimbursed_pence - s.charged_pence, 0)) filter (where s.netting = 'NET'), 0),
    coalesce(sum(greatest(s.collected_pence - s.reimbursed_pence - s.charged_pence, 0)) filter (where s.netting = 'GROSS'), 0)
  into net, gross from ledger.contribution_sums(p_budget, p_on) s;
  if p_amount > net + gross then
    perform kernel.refuse('MORE_THAN_OVERPAID', jsonb_build_object('overpaidPence', (net + gross)::text));
  end if;
  net := least(net, p_amount);
  gross := p_amount - net;
  if net > balance.available_pence then
    perform kernel.refuse('BUDGET_SHORTFALL', jsonb_build_object('neededPence', net::text, 'availablePence', balance.available_pence::text));
  end if;
  if net > 0 then
    perform ledger.post((balance.council_id, p_id, null, p_id, 'CONTRIBUTION_REIMBURSED', balance.available_account, 'available', balance.person_account,
      'person', net, p_budget, null, null, p_on, p_at, p_actor, null, null, null)::ledger.transfer);
  end if;
  if gross > 0 then
    insert into ledger.gross_contribution values (balance.council_id, p_id, p_budget, 'REIMBURSED', gross, p_on, p_at, p_actor);
  end if;
end $$;

grant execute on function ledger.contribution_due, ledger.contribution_sums, ledger.record_contribution, ledger.receive_contribution,
  ledger.reimburse_contribution to owncourse_app;
