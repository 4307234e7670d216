-- Differences of our own three-way match are sorted out where those of sent invoices are (docs/adr/0049): the provider says how it was, and a finance
-- officer agrees to what is right all the same. What does not agree with the delivery itself can never be agreed to, only be put right.
create table invoicing.difference_answer (
  council_id uuid not null,
  id uuid not null,
  invoice_id uuid not null,
  line_number int not null,
  provider_id uuid not null,
  problem text not null check (problem in ('QUANTITY_OVER_ORDERED', 'PRICE_DIFFERS', 'DUPLICATE_VISIT')),
  kind text not null check (kind in ('EXPLAINED', 'ACCEPTED')),
  words text not null check (words <> '' and length(words) <= 500),
  said_by uuid not null,
  said_at timestamptz not null,
  primary key (council_id, id),
  unique (id),
  foreign key (council_id, invoice_id, line_number) references invoicing.invoice_line
);
create index difference_answer_of_line on invoicing.difference_answer (council_id, invoice_id, line_number);
create unique index difference_accepted_once on invoicing.difference_answer (council_id, invoice_id, line_number, problem) where kind = 'ACCEPTED';
select kernel.protect_table('invoicing.difference_answer', 'provider_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_wide_council())');
create function invoicing.refuse_answer_change() returns trigger language plpgsql as $$
begin
  raise exception 'What was said about a difference never changes.';
end $$;
create trigger said_stands before update or delete on invoicing.difference_answer for each row execute function invoicing.refuse_answer_change();
create index invoice_line_that_differs on invoicing.invoice_line (council_id, invoice_id) where match_problems <> '{}';

-- Of what was found when the invoice was made, what is still open: not agreed to, and not credited away. Readers see it of lines that they see.
create function invoicing.open_problems(p_council uuid, p_invoice uuid, p_line int, p_problems text[]) returns text[]
language sql stable security definer set search_path = pg_catalog as $$
  select case when exists (select from invoicing.credit_note n join invoicing.invoice_line l on l.council_id = n.council_id and l.invoice_id = n.invoice_id and l.line_number = n.line_number
      where n.council_id = p_council and n.invoice_id = p_invoice and n.line_number = p_line and n.credit_pence = l.line_pence) then '{}'::text[]
    else array(select p from unnest(p_problems) p where not exists (select from invoicing.difference_answer a
      where a.council_id = p_council and a.invoice_id = p_invoice and a.line_number = p_line and a.problem = p and a.kind = 'ACCEPTED') order by p) end
$$;

-- As in 0110, without what is sorted out, and with the day.
create or replace function invoicing.match(p_invoices uuid[]) returns table (invoice_id uuid, billable_id uuid, problem text)
language sql stable security definer set search_path = pg_catalog as $$
  with line as materialized (
    select l.*, n.credit_pence, case when l.match_problems = '{}' then l.match_problems else invoicing.open_problems(l.council_id, l.invoice_id, l.line_number, l.match_problems) end as open
    from invoicing.invoice i join invoicing.invoice_line l on l.council_id = i.council_id and l.invoice_id = i.id
    left join invoicing.credit_note n on n.billable_id = l.billable_id where i.id = any (p_invoices)
  ), billable as materialized (
    select b.* from ordering.billable(array(select billable_id from line)) b
  )
  select distinct l.invoice_id, l.billable_id, found.problem
  from line l left join billable b on b.id = l.billable_id
  cross join lateral unnest(l.open || array[
    case when b.id is null and l.line_pence > coalesce(l.credit_pence, 0) then 'NO_ORDER' end,
    case when b.on_date <> l.on_date then 'DATE_DIFFERS' end,
    case when b.unit_price_pence <> l.unit_price_pence and l.credit_pence is null then 'PRICE_DIFFERS' end,
    case when b.quantity <> l.quantity and l.credit_pence is null or b.amount_pence <> l.line_pence - coalesce(l.credit_pence, 0) then 'QUANTITY_DIFFERS' end]) as found (problem)
  where found.problem is not null
$$;

-- What differs on invoices that the reader may see and nobody has approved, with what it is held against. may_accept: it agrees with the delivery, so that
-- an officer can say that it is right all the same.
create function invoicing.differences_of(p_invoices uuid[])
returns table (invoice_id uuid, line_number int, billable_id uuid, order_id uuid, on_date date, problem text, may_accept boolean, quantity numeric, unit_price_pence bigint, line_pence bigint,
  ordered_pence bigint, delivered_on date, delivered_quantity numeric, delivered_unit_pence bigint, delivered_pence bigint, explained text)
language sql stable security definer set search_path = pg_catalog as $$
  with mine as materialized (
    select i.id from invoicing.invoice i where i.id = any (p_invoices) and i.status = 'ISSUED'
      and (i.provider_id = kernel.scope_organisation() or i.council_id = kernel.scope_wide_council())
  ), found as materialized (
    select m.* from invoicing.match(array(select id from mine)) m
  ), billable as materialized (
    select b.* from ordering.billable(array(select f.billable_id from found f)) b
  )
  select f.invoice_id, l.line_number, f.billable_id, l.order_id, l.on_date, f.problem,
    b.id is not null and f.problem = any (invoicing.open_problems(l.council_id, l.invoice_id, l.line_number, l.match_problems)),
    l.quantity, l.unit_price_pence, l.line_pence, b.ordered_pence, b.on_date, b.quantity, b.unit_price_pence, b.amount_pence,
    (select a.words from invoicing.difference_answer a where a.council_id = l.council_id and a.invoice_id = l.invoice_id and a.line_number = l.line_number
      and a.problem = f.problem and a.kind = 'EXPLAINED' order by a.said_at desc, a.id desc limit 1)
  from found f join invoicing.invoice_line l on l.billable_id = f.billable_id left join billable b on b.id = f.billable_id
  order by f.invoice_id, l.line_number, f.problem
$$;

-- Invoices of the reader's provider or council that wait for somebody, the longest first: all that differed when they were made, and of what could have come to
-- differ since then the two hundred that have waited longest.
create function invoicing.to_sort_out(p_limit int) returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  with mine as materialized (
    select i.council_id, i.id, i.issued_on from invoicing.invoice i where i.status = 'ISSUED'
      and (i.provider_id = kernel.scope_organisation() or i.council_id = kernel.scope_wide_council())
  ), looked_at as materialized (
    (select m.id, m.issued_on from mine m where exists (select from invoicing.invoice_line l where l.council_id = m.council_id and l.invoice_id = m.id and l.match_problems <> '{}')
      order by m.issued_on, m.id limit 1000)
    union
    (select m.id, m.issued_on from mine m order by m.issued_on, m.id limit 200)
  ), differing as (
    select distinct d.invoice_id from invoicing.match(array(select k.id from looked_at k)) d
  )
  select k.id from looked_at k join differing d on d.invoice_id = k.id order by k.issued_on, k.id limit p_limit
$$;

-- Of some invoices, those that seem to charge a visit twice: their provider can say how it was.
create function invoicing.explainable(p_invoices uuid[]) returns table (invoice_id uuid, council_id uuid, provider_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select i.id, i.council_id, i.provider_id from invoicing.invoice i where i.id = any (p_invoices) and exists (select from invoicing.invoice_line l
    where l.council_id = i.council_id and l.invoice_id = i.id and l.match_problems <> '{}' and 'DUPLICATE_VISIT' = any (l.match_problems)) order by 2, 3, 1
$$;

-- Refuses NOT_FOUND for a line that is not on the invoice, WRONG_STATE where it does not differ so, or was agreed to meanwhile, NOT_PERMITTED for who would agree
-- to what they said themselves.
create function invoicing.answer_difference(p_id uuid, p_kind text, p_invoice uuid, p_billable uuid, p_problem text, p_words text, p_at timestamptz, p_by uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  line invoicing.invoice_line;
begin
  select l.* into line from invoicing.invoice_line l where l.invoice_id = p_invoice and l.billable_id = p_billable;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if not exists (select from invoicing.invoice i where i.id = p_invoice and i.status = 'ISSUED')
    or not exists (select from ordering.billable(array[p_billable]))
    or p_problem <> all (invoicing.open_problems(line.council_id, line.invoice_id, line.line_number, line.match_problems)) then
    perform kernel.refuse('WRONG_STATE');
  end if;
  if p_kind = 'ACCEPTED' and exists (select from invoicing.difference_answer a where a.council_id = line.council_id and a.invoice_id = p_invoice
    and a.line_number = line.line_number and a.problem = p_problem and a.said_by = p_by) then
    perform kernel.refuse('NOT_PERMITTED');
  end if;
  insert into invoicing.difference_answer (council_id, id, invoice_id, line_number, provider_id, problem, kind, words, said_by, said_at)
  values (line.council_id, p_id, p_invoice, line.line_number, line.provider_id, p_problem, p_kind, p_words, p_by, p_at);
exception when unique_violation then
  perform kernel.refuse('WRONG_STATE');
end $$;

-- As in 0321, without what is sorted out.
create or replace function invoicing.not_ready(p_council uuid, p_due_by date, p_payer_kinds text[], p_on date)
returns table (kind text, invoice_id uuid, provider_id uuid, number text, total_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  with waiting as materialized (
    select i.* from invoicing.invoice i
    where i.council_id = p_council and i.status = 'ISSUED' and (p_due_by is null or i.due_on <= p_due_by) and (p_payer_kinds is null or i.payer_kind = any (p_payer_kinds))
      and (i.payer_kind <> 'PERSON' or not invoicing.holders_pay(p_council, p_on))
  ), line as materialized (
    select l.invoice_id, l.billable_id,
      case when l.match_problems = '{}' then l.match_problems else invoicing.open_problems(l.council_id, l.invoice_id, l.line_number, l.match_problems) end as problems
    from waiting w join invoicing.invoice_line l on l.council_id = w.council_id and l.invoice_id = w.id
  ), questioned as materialized (
    select d.id from ordering.delivery_facts(array(select x.billable_id from line x)) d where d.dispute_reason is not null
  ), looked_at as (
    select l.invoice_id, bool_or(q.id is not null) as is_questioned, bool_or('QUANTITY_OVER_ORDERED' = any (l.problems)) as is_over, bool_or(l.problems <> '{}') as differs
    from line l left join questioned q on q.id = l.billable_id group by 1
  )
  select case when x.is_questioned then 'DISPUTED' when x.is_over then 'OVER_ORDERED' when x.differs then 'DOES_NOT_AGREE' else 'NOT_APPROVED' end,
    w.id, w.provider_id, w.number, w.total_pence
  from waiting w join looked_at x on x.invoice_id = w.id order by w.due_on, w.id
$$;
create or replace function invoicing.payment_outlook(p_invoices uuid[], p_on date)
returns table (invoice_id uuid, status text, due_on date, standing text, due_pay_on date, pay_on date, reference text, sent_back text, has_problems boolean, holder_pays boolean,
  holder_paid_on date)
language sql stable security definer set search_path = pg_catalog as $$
  select i.id, i.status, i.due_on, s.standing, (select min(d) from invoicing.banking_days(i.due_on, 1) d), b.pay_on, b.reference, x.reason_code,
    exists (select from invoicing.invoice_line l where l.council_id = i.council_id and l.invoice_id = i.id and l.match_problems <> '{}'
      and invoicing.open_problems(l.council_id, l.invoice_id, l.line_number, l.match_problems) <> '{}'),
    exists (select from invoicing.paid_by_holder(array[i.id], p_on)), h.paid_on
  from invoicing.invoice i
  cross join lateral invoicing.bank_standing(i.council_id, array[i.provider_id]) s
  left join invoicing.payment p on p.council_id = i.council_id and p.invoice_id = i.id and p.rejected_on is null
  left join invoicing.bank_payment b on b.council_id = p.council_id and b.run_id = p.run_id and b.provider_id = i.provider_id
  left join invoicing.holder_payment h on h.council_id = p.council_id and h.id = p.run_id
  left join lateral (
    select y.reason_code from invoicing.payment q join invoicing.bank_payment y on y.council_id = q.council_id and y.run_id = q.run_id and y.provider_id = i.provider_id
    where q.council_id = i.council_id and q.invoice_id = i.id and q.rejected_on is not null order by q.rejected_on desc limit 1
  ) x on true
  where i.id = any (p_invoices) and (i.provider_id = kernel.scope_organisation() or i.council_id = kernel.scope_wide_council())
$$;

grant execute on function invoicing.open_problems, invoicing.differences_of, invoicing.to_sort_out, invoicing.explainable, invoicing.answer_difference to owncourse_app;
