-- Bank statements of whoever holds a budget's money, and what each line of them is (model.md "Quarterly return pack").

-- One file that brought lines. Of the account only the last four digits are kept.
create table ledger.bank_statement (
  council_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  account_ending text not null check (account_ending ~ '^([0-9]{4})?$'),
  -- From the day of its first line to that of its last.
  covers daterange not null check (not isempty(covers) and not lower_inf(covers) and not upper_inf(covers)),
  -- Before the first line and after the last; null where the file tells no balance that adds up.
  opening_pence bigint,
  closing_pence bigint,
  file_hash bytea not null check (octet_length(file_hash) = 32),
  line_count int not null check (line_count > 0),
  new_count int not null check (new_count between 0 and line_count),
  imported_at timestamptz not null,
  imported_by uuid not null,
  on_behalf_of uuid,
  mandate_id uuid,
  primary key (council_id, id),
  unique (id),
  constraint bank_statement_once unique (budget_id, file_hash),
  check ((opening_pence is null) = (closing_pence is null)),
  foreign key (council_id, budget_id) references ledger.budget
);

-- One line. Its fingerprint is made of account, day, sum and words; nth tells equal lines of one day apart, so that files
-- that overlap bring each line once and two really equal payments both count.
create table ledger.bank_line (
  council_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  statement_id uuid not null,
  account_ending text not null,
  on_day date not null,
  words text not null check (length(words) between 1 and 200),
  -- Into the account above zero, out of it below.
  amount_pence bigint not null check (amount_pence <> 0),
  fingerprint bytea not null check (octet_length(fingerprint) = 32),
  nth int not null check (nth > 0),
  primary key (council_id, id),
  unique (id),
  constraint bank_line_once unique (budget_id, fingerprint, nth),
  foreign key (council_id, budget_id) references ledger.budget,
  foreign key (council_id, statement_id) references ledger.bank_statement
);
create index bank_line_of_budget on ledger.bank_line (budget_id, on_day desc, id desc);

-- What a line is, as somebody said. What was taken back stays readable.
create table ledger.bank_explanation (
  council_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  line_id uuid not null,
  kind text not null check (kind in ('EXPENSE', 'INVOICE', 'COUNCIL', 'MY_PART', 'GIVEN_BACK', 'NOT_THIS_BUDGET')),
  -- Of `bank_entries`.
  entry_id uuid,
  -- The expense's own row, where the entry is one.
  expense_id uuid generated always as (case kind when 'EXPENSE' then entry_id end) stored,
  made_at timestamptz not null,
  made_by uuid not null,
  on_behalf_of uuid,
  mandate_id uuid,
  undone_at timestamptz,
  undone_by uuid,
  primary key (council_id, id),
  unique (id),
  check ((kind = 'NOT_THIS_BUDGET') = (entry_id is null)),
  check ((undone_at is null) = (undone_by is null)),
  foreign key (council_id, budget_id) references ledger.budget,
  foreign key (council_id, line_id) references ledger.bank_line,
  foreign key (council_id, expense_id) references ledger.expense
);
-- A line is at most one thing, and a thing at most one line.
create unique index bank_explanation_of_line on ledger.bank_explanation (line_id) where undone_at is null;
create unique index bank_explanation_of_entry on ledger.bank_explanation (budget_id, entry_id) where undone_at is null and entry_id is not null;

create trigger append_only before update or delete on ledger.bank_statement for each row execute function ledger.refuse_change();
create trigger append_only_all before truncate on ledger.bank_statement execute function ledger.refuse_change();
create trigger append_only before update or delete on ledger.bank_line for each row execute function ledger.refuse_change();
create trigger append_only_all before truncate on ledger.bank_line execute function ledger.refuse_change();
select kernel.protect_table(t::regclass, 'exists (select 1 from ledger.budget b where b.id = budget_id)')
from unnest(array['ledger.bank_statement', 'ledger.bank_line', 'ledger.bank_explanation']) t;

-- What a bank shows of a budget, one row for each movement that somebody's account has: each expense and each invoice that
-- was paid, and of each day what the council paid, what the person paid in and what went back. As whoever asks.
create function ledger.bank_entries(p_budgets uuid[], p_from date, p_to date)
returns table (budget_id uuid, kind text, entry_id uuid, on_day date, amount_pence bigint, payee text)
language sql stable set search_path = pg_catalog as $$
  select e.budget_id, 'EXPENSE', e.id, e.spent_on, -e.amount_pence, e.payee
  from ledger.expense e where e.budget_id = any (p_budgets) and e.reversed_at is null and e.spent_on between p_from and p_to
  union all
  select t.budget_id, 'INVOICE', t.id, t.effective_on, -t.amount_pence, null
  from ledger.transfer t where t.budget_id = any (p_budgets) and t.kind = 'PAID' and t.effective_on between p_from and p_to
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

-- What open lines could be: the same pence, a day within the council's days, and no line's yet. As whoever asks.
create function ledger.bank_proposals(p_lines uuid[], p_today date)
returns table (line_id uuid, kind text, entry_id uuid, on_day date, amount_pence bigint, payee text)
language sql stable set search_path = pg_catalog as $$
  with lines as (
    select l.id, l.budget_id, l.on_day, l.amount_pence, ledger.policy_number(l.council_id, 'bankMatchDays', p_today, 5) as days
    from ledger.bank_line l where l.id = any (p_lines)
      and not exists (select 1 from ledger.bank_explanation x where x.line_id = l.id and x.undone_at is null)
  )
  select l.id, e.kind, e.entry_id, e.on_day, e.amount_pence, e.payee
  from ledger.bank_entries((select array_agg(distinct budget_id) from lines), (select min(on_day - days) from lines), (select max(on_day + days) from lines)) e
  join lines l on l.budget_id = e.budget_id and l.amount_pence = e.amount_pence and abs(e.on_day - l.on_day) <= l.days
  where not exists (select 1 from ledger.bank_explanation x where x.budget_id = e.budget_id and x.entry_id = e.entry_id and x.undone_at is null)
  order by l.id, abs(e.on_day - l.on_day), e.on_day, e.entry_id
$$;

-- Bank and books of some days of one budget beside each other. Each sum is signed, into the account above zero; null balances
-- where no file tells them or where there was more than one account. As whoever asks.
create function ledger.bank_period(p_budget uuid, p_from date, p_to date)
returns table (covered_from date, covered_to date, opening_pence bigint, closing_pence bigint, in_pence bigint, out_pence bigint,
  explained_count int, explained_pence bigint, open_count int, open_pence bigint, aside_count int, aside_pence bigint,
  books_pence bigint, unseen_count int, unseen_pence bigint, matched_books_pence bigint)
language sql stable set search_path = pg_catalog as $$
  with files as (
    select s.* from ledger.bank_statement s where s.budget_id = p_budget and s.covers && daterange(p_from, p_to, '[]')
  ), covered as (
    select case when count(*) > 0 then greatest(min(lower(covers)), p_from) end as from_on, case when count(*) > 0 then least(max(upper(covers) - 1), p_to) end as to_on,
      count(distinct account_ending) as accounts from files
  ), lines as (
    select l.on_day, l.amount_pence, x.kind from ledger.bank_line l
    left join ledger.bank_explanation x on x.line_id = l.id and x.undone_at is null
    where l.budget_id = p_budget
  ), line_sums as (
    select coalesce(sum(amount_pence) filter (where amount_pence > 0), 0)::bigint as came_in, coalesce(-sum(amount_pence) filter (where amount_pence < 0), 0)::bigint as went_out,
      (count(*) filter (where kind <> 'NOT_THIS_BUDGET'))::int as explained, coalesce(sum(amount_pence) filter (where kind <> 'NOT_THIS_BUDGET'), 0)::bigint as explained_sum,
      (count(*) filter (where kind is null))::int as open, coalesce(sum(amount_pence) filter (where kind is null), 0)::bigint as open_sum,
      (count(*) filter (where kind = 'NOT_THIS_BUDGET'))::int as aside, coalesce(sum(amount_pence) filter (where kind = 'NOT_THIS_BUDGET'), 0)::bigint as aside_sum
    from lines where on_day between p_from and p_to
  ), book_sums as (
    select coalesce(sum(e.amount_pence), 0)::bigint as books, (count(*) filter (where x.id is null))::int as unseen,
      coalesce(sum(e.amount_pence) filter (where x.id is null), 0)::bigint as unseen_sum, coalesce(sum(e.amount_pence) filter (where x.id is not null), 0)::bigint as matched
    from ledger.bank_entries(array[p_budget], p_from, p_to) e
    left join ledger.bank_explanation x on x.budget_id = e.budget_id and x.entry_id = e.entry_id and x.undone_at is null
  ), opening as (
    -- From the balance that a file tells to the edge of the days asked for, along the lines between.
    select f.opening_pence + coalesce((select sum(case when l.on_day < p_from then l.amount_pence else -l.amount_pence end) from lines l
      where (l.on_day >= lower(f.covers) and l.on_day < p_from) or (l.on_day >= p_from and l.on_day < lower(f.covers))), 0) as pence
    from files f where f.opening_pence is not null order by lower(f.covers), f.imported_at limit 1
  ), closing as (
    select f.closing_pence + coalesce((select sum(case when l.on_day > p_to then -l.amount_pence else l.amount_pence end) from lines l
      where (l.on_day > p_to and l.on_day < upper(f.covers)) or (l.on_day >= upper(f.covers) and l.on_day <= p_to)), 0) as pence
    from files f where f.closing_pence is not null order by upper(f.covers) desc, f.imported_at desc limit 1
  )
  select c.from_on, c.to_on, case when c.accounts = 1 then (select pence from opening) end::bigint, case when c.accounts = 1 then (select pence from closing) end::bigint,
    s.came_in, s.went_out, s.explained, s.explained_sum, s.open, s.open_sum, s.aside, s.aside_sum, b.books, b.unseen, b.unseen_sum, b.matched
  from line_sums s, book_sums b, covered c
$$;

-- Takes in a file's lines, those that were brought before left out. Gives how many were new. p_officer: the council does it
-- from paper, without a mandate. This very file once more is nothing new. Refuses NOT_HELD_BY_PERSON.
create function ledger.import_bank_statement(p_budget uuid, p_id uuid, p_account text, p_hash bytea, p_opening bigint, p_closing bigint, p_lines jsonb,
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
  if not exists (select 1 from ledger.holding h where h.budget_id = p_budget and h.covers && days
    and h.route in ('DIRECT_PAYMENT', 'REPRESENTATIVE', 'TRUST', 'BROKER')) then
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

-- Says what a line is. Refuses NOT_FOUND, WRONG_STATE where the line or the entry is taken, and BANK_SUM_DIFFERS.
create function ledger.explain_bank_line(p_line uuid, p_id uuid, p_kind text, p_entry uuid, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  line ledger.bank_line;
  acting ledger.acting;
  amount bigint;
begin
  select * into line from ledger.bank_line l where l.id = p_line;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  acting := ledger.paying_for(line.budget_id, p_actor, p_at);
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
create function ledger.undo_bank_explanation(p_line uuid, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  line ledger.bank_line;
begin
  select * into line from ledger.bank_line l where l.id = p_line;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  perform ledger.paying_for(line.budget_id, p_actor, p_at);
  perform ledger.lock_budgets(array[line.budget_id], false);
  update ledger.bank_explanation x set undone_at = p_at, undone_by = p_actor where x.line_id = p_line and x.undone_at is null;
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
end $$;

-- An expense that was put back explains no line. The budget is locked by whoever puts it back.
create function ledger.leave_bank_line() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  update ledger.bank_explanation x set undone_at = new.reversed_at, undone_by = new.reversed_by where x.expense_id = new.id and x.undone_at is null;
  return null;
end $$;
create trigger leave_bank_line after update of reversed_at on ledger.expense for each row
  when (old.reversed_at is null and new.reversed_at is not null) execute function ledger.leave_bank_line();

grant execute on function ledger.bank_entries, ledger.bank_proposals, ledger.bank_period, ledger.import_bank_statement, ledger.explain_bank_line,
  ledger.undo_bank_explanation, ledger.caused_id, ledger.policy_number to owncourse_app;
