-- Bank statements of money that the person does not hold: of an Individual Service Fund and of the council's own account. An
-- officer brings them and says what each line is; the person reads both. Of the person's own account only the person says it.

drop function ledger.explain_bank_line(uuid, uuid, text, uuid, timestamptz, uuid);
drop function ledger.undo_bank_explanation(uuid, timestamptz, uuid);

-- Whether the budget's money was in one of these kinds of hands on any of some days.
create function ledger.held_by(p_budget uuid, p_days daterange, p_routes text[]) returns boolean
language sql stable set search_path = pg_catalog as $$
  select exists (select 1 from ledger.holding h where h.budget_id = p_budget and h.covers && p_days and h.route = any (p_routes))
$$;

-- Takes in a file's lines, those that were brought before left out. Gives how many were new. p_officer: the council brings it, of
-- any account; otherwise it is the holder's, who may be acted for. This very file once more is nothing new. Refuses NOT_HELD_BY_PERSON.
create or replace function ledger.import_bank_statement(p_budget uuid, p_id uuid, p_account text, p_hash bytea, p_opening bigint, p_closing bigint, p_lines jsonb,
  p_officer boolean, p_at timestamptz, p_actor uuid) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare
  acting ledger.acting;
  council uuid;
  days daterange;
  total int;
  added int;
begin
  if p_officer then acting := (p_actor, ledger.person_of_budget(p_budget), null)::ledger.acting;
  else acting := ledger.paying_for(p_budget, p_actor, p_at); end if;
  perform ledger.lock_budgets(array[p_budget], false);
  select b.council_id into council from ledger.budget b where b.id = p_budget;
  select daterange(min(l."onDay"), max(l."onDay"), '[]'), count(*) into days, total from jsonb_to_recordset(p_lines) as l ("onDay" date);
  if not ledger.held_by(p_budget, days, array['DIRECT_PAYMENT', 'REPRESENTATIVE', 'TRUST', 'BROKER']
    || case when p_officer then array['INDIVIDUAL_SERVICE_FUND', 'COUNCIL_MANAGED'] else '{}' end) then
    perform kernel.refuse('NOT_HELD_BY_PERSON');
  end if;
  if exists (select 1 from ledger.bank_statement s where s.budget_id = p_budget and s.file_hash = p_hash) then return 0; end if;
  select count(*) into added from jsonb_to_recordset(p_lines) as l (fingerprint text, nth int)
  where not exists (select 1 from ledger.bank_line k where k.budget_id = p_budget and k.fingerprint = decode(l.fingerprint, 'hex') and k.nth = l.nth);
  insert into ledger.bank_statement values (council, p_id, p_budget, p_account, days, p_opening, p_closing, p_hash, total, added,
    p_at, acting.actor_id, acting.on_behalf_of, acting.mandate_id);
  insert into ledger.bank_line (council_id, id, budget_id, statement_id, account_ending, on_day, words, amount_pence, fingerprint, nth)
  select council, l.id, p_budget, p_id, p_account, l."onDay", l.words, l."amountPence", decode(l.fingerprint, 'hex'), l.nth
  from jsonb_to_recordset(p_lines) as l (id uuid, "onDay" date, words text, "amountPence" bigint, fingerprint text, nth int)
  on conflict on constraint bank_line_once do nothing;
  return added;
end $$;

-- Who says what a line is: the holder, or an officer where the money was not in the person's hands that day. Refuses NO_MANDATE and
-- NOT_PERMITTED.
create function ledger.saying_of_line(p_line ledger.bank_line, p_officer boolean, p_at timestamptz, p_actor uuid) returns ledger.acting
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not p_officer then return ledger.paying_for(p_line.budget_id, p_actor, p_at); end if;
  if not ledger.held_by(p_line.budget_id, daterange(p_line.on_day, p_line.on_day, '[]'), array['INDIVIDUAL_SERVICE_FUND', 'COUNCIL_MANAGED']) then
    perform kernel.refuse('NOT_PERMITTED');
  end if;
  return (p_actor, ledger.person_of_budget(p_line.budget_id), null)::ledger.acting;
end $$;

-- Says what a line is. Refuses NOT_FOUND, WRONG_STATE where the line or the entry is taken, and BANK_SUM_DIFFERS.
create function ledger.explain_bank_line(p_line uuid, p_id uuid, p_kind text, p_entry uuid, p_officer boolean, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  line ledger.bank_line;
  acting ledger.acting;
  amount bigint;
begin
  select * into line from ledger.bank_line l where l.id = p_line;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  acting := ledger.saying_of_line(line, p_officer, p_at, p_actor);
  perform ledger.lock_budgets(array[line.budget_id], false);
  if exists (select 1 from ledger.bank_explanation x where x.undone_at is null and (x.line_id = p_line or (x.budget_id = line.budget_id and x.entry_id = p_entry))) then
    perform kernel.refuse('WRONG_STATE');
  end if;
  if p_kind <> 'NOT_THIS_BUDGET' then
    select e.amount_pence into amount from ledger.bank_entries(array[line.budget_id], '-infinity', 'infinity') e where e.kind = p_kind and e.entry_id = p_entry;
    if not found then perform kernel.refuse('NOT_FOUND'); end if;
    if amount <> line.amount_pence then
      perform kernel.refuse('BANK_SUM_DIFFERS', jsonb_build_object('linePence', line.amount_pence::text, 'entryPence', amount::text));
    end if;
  end if;
  insert into ledger.bank_explanation (council_id, id, budget_id, line_id, kind, entry_id, made_at, made_by, on_behalf_of, mandate_id)
  values (line.council_id, p_id, line.budget_id, p_line, p_kind, p_entry, p_at, acting.actor_id, acting.on_behalf_of, acting.mandate_id);
end $$;

-- Refuses WRONG_STATE where nobody has said what the line is.
create function ledger.undo_bank_explanation(p_line uuid, p_officer boolean, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  line ledger.bank_line;
begin
  select * into line from ledger.bank_line l where l.id = p_line;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  perform ledger.saying_of_line(line, p_officer, p_at, p_actor);
  perform ledger.lock_budgets(array[line.budget_id], false);
  update ledger.bank_explanation x set undone_at = p_at, undone_by = p_actor where x.line_id = p_line and x.undone_at is null;
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
end $$;

grant execute on function ledger.explain_bank_line, ledger.undo_bank_explanation to owncourse_app;
