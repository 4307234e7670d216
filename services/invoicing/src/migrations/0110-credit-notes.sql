-- Credit notes: made by the system when a visit that is on an invoice was questioned afterwards and settled for less.

alter table invoicing.provider_counter add column next_credit_number int not null default 1 check (next_credit_number > 0);
-- What is taken off can be all of it.
alter table invoicing.payment_run drop constraint payment_run_total_pence_check, add check (total_pence >= 0);

-- Questions that have been followed, once each, with or without a credit note.
create table invoicing.credited (
  council_id uuid not null,
  dispute_id uuid not null primary key,
  provider_id uuid not null,
  person_id uuid not null,
  at timestamptz not null
);

create table invoicing.credit_note (
  council_id uuid not null,
  id uuid not null,
  dispute_id uuid not null unique,
  provider_id uuid not null,
  year int not null,
  number_in_year int not null,
  number text not null,
  payer_id uuid not null,
  payer_kind text not null check (payer_kind in ('COUNCIL', 'PERSON', 'ORGANISATION')),
  -- The line it negates, in whole or in part; its words, day and VAT category are that line's.
  invoice_id uuid not null,
  line_number int not null,
  billable_id uuid not null unique,
  order_id uuid not null,
  person_id uuid not null,
  budget_id uuid not null,
  description text not null,
  on_date date not null,
  issued_on date not null,
  credit_pence bigint not null check (credit_pence > 0),
  -- What the line's VAT is less: all of it for all of the line, else down to what the rest would have carried. Never rounded again.
  vat_pence bigint not null check (vat_pence between 0 and credit_pence),
  vat_category text not null,
  -- Where the ledger took it: from what an unapproved invoice is for, from an approved or a paid one, or from what the provider
  -- gives back, once it has (council policy spendCreditedMoney).
  taken_from text not null check (taken_from in ('ACCRUED', 'INVOICED', 'RECOVERED')),
  -- London day on which the money was back in the budget.
  returned_on date check (taken_from = 'RECOVERED' or returned_on is not null),
  -- Parts that are to be taken off payments in prepared runs, and that were taken off or paid back.
  reserved_pence bigint not null default 0 check (reserved_pence >= 0),
  recovered_pence bigint not null default 0 check (recovered_pence >= 0),
  primary key (council_id, id),
  unique (id),
  unique (provider_id, year, number_in_year),
  unique (provider_id, number),
  check (reserved_pence + recovered_pence <= credit_pence),
  foreign key (council_id, invoice_id, line_number) references invoicing.invoice_line
) with (fillfactor = 80);
create index credit_note_of_invoice on invoicing.credit_note (invoice_id);
create index credit_note_of_provider on invoicing.credit_note (provider_id, issued_on desc, id desc);
create index credit_note_of_council on invoicing.credit_note (council_id, issued_on desc, id desc);
create index credit_note_of_person on invoicing.credit_note (person_id, issued_on desc, id desc);
create index credit_note_open on invoicing.credit_note (council_id, provider_id) where recovered_pence < credit_pence;

-- What comes off a credit note: in a payment run (settled when that is released), or paid back by the provider.
create table invoicing.recovery (
  council_id uuid not null,
  id uuid not null,
  credit_note_id uuid not null,
  kind text not null check (kind in ('SET_OFF', 'REFUNDED')),
  run_id uuid,
  amount_pence bigint not null check (amount_pence > 0),
  settled_on date,
  -- Who said that the provider paid it back.
  recorded_by uuid,
  recorded_at timestamptz,
  primary key (council_id, id),
  unique (id),
  unique (run_id, credit_note_id),
  foreign key (council_id, credit_note_id) references invoicing.credit_note,
  foreign key (council_id, run_id) references invoicing.payment_run,
  check ((kind = 'SET_OFF') = (run_id is not null)),
  check ((kind = 'REFUNDED') = (recorded_by is not null) and (recorded_by is null) = (recorded_at is null) and (kind = 'SET_OFF' or settled_on is not null))
);
create index recovery_of_note on invoicing.recovery (credit_note_id);

create function invoicing.refuse_credit_change() returns trigger language plpgsql as $$
declare
  free text[] := array['returned_on', 'reserved_pence', 'recovered_pence', 'settled_on'];
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - free = to_jsonb(old) - free then return new; end if;
  raise exception 'An issued credit note never changes.';
end $$;
create trigger issued_stands before update or delete on invoicing.credit_note for each row execute function invoicing.refuse_credit_change();
create trigger issued_stands before update or delete on invoicing.recovery for each row execute function invoicing.refuse_credit_change();
create trigger issued_stands_all before truncate on invoicing.credit_note execute function invoicing.refuse_credit_change();
create trigger issued_stands_all before truncate on invoicing.recovery execute function invoicing.refuse_credit_change();

select kernel.protect_table(t::regclass, 'person_id = any ((select kernel.scope_people())::uuid[]) or provider_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_wide_council())')
from unnest(array['invoicing.credited', 'invoicing.credit_note']) t;
select kernel.protect_table('invoicing.recovery', 'exists (select 1 from invoicing.credit_note n where n.id = credit_note_id)');

-- Questions whose money has not been given back yet; none is lost, whatever stopped.
create function invoicing.credits_to_make(p_disputes uuid[]) returns table (dispute_id uuid, budget_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select o.dispute_id, o.budget_id from ordering.credits_owed(p_disputes) o
  where not exists (select 1 from invoicing.credited c where c.dispute_id = o.dispute_id) order by o.dispute_id
$$;

-- Follows questions that were settled for less. The caller holds the budgets' locks and posts what this gives; gives_back is false
-- where the council's policy waits until the provider has given it back. What is on the pile is made what was agreed; what is on
-- an invoice gets a credit note; what comes to the pile later is what was agreed anyhow. Numbers have no gap: the provider's
-- counter is locked, which also keeps invoices from being made meanwhile; p_providers are others whose invoices the caller makes
-- afterwards, so that all counters are locked in one order.
create function invoicing.credit(p_disputes uuid[], p_providers uuid[], p_today date, p_at timestamptz)
returns table (dispute_id uuid, council_id uuid, delivery_id uuid, order_id uuid, person_id uuid, budget_id uuid, provider_id uuid, credit_pence bigint,
  credit_note_id uuid, from_invoiced boolean, gives_back boolean)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  this_year constant int := extract(year from p_today);
  owed_ids uuid[];
  providers uuid[];
begin
  select array_agg(o.dispute_id), array_agg(o.provider_id) || p_providers into owed_ids, providers from ordering.credits_owed(p_disputes) o;
  if owed_ids is null then return; end if;
  insert into invoicing.provider_counter (provider_id, year) select distinct p, this_year from unnest(providers) p order by p on conflict do nothing;
  perform 1 from invoicing.provider_counter where provider_id = any (providers) and year = this_year order by provider_id for update;
  with followed as (
    insert into invoicing.credited (council_id, dispute_id, provider_id, person_id, at)
    select o.council_id, o.dispute_id, o.provider_id, o.person_id, p_at from ordering.credits_owed(owed_ids) o
    on conflict do nothing returning dispute_id
  )
  select array_agg(f.dispute_id) into owed_ids from followed f;
  if owed_ids is null then return; end if;
  delete from invoicing.billable_item i using ordering.credits_owed(owed_ids) o where i.id = o.delivery_id and o.settled_pence = 0;
  update invoicing.billable_item i set quantity = b.quantity, unit_price_pence = b.unit_price_pence, amount_pence = b.amount_pence
  from ordering.billable(array(select o.delivery_id from ordering.credits_owed(owed_ids) o)) b where b.id = i.id;
  perform 1 from invoicing.invoice i where i.id in (
    select l.invoice_id from invoicing.invoice_line l join ordering.credits_owed(owed_ids) o on o.delivery_id = l.billable_id) order by i.id for update;
  return query
  with owed as materialized (
    select o.*, l.invoice_id, l.line_number, l.line_pence, l.vat_pence as line_vat_pence, l.vat_category, l.description, l.on_date, i.payer_id, i.payer_kind,
      case when i.status = 'ISSUED' then 'ACCRUED'
        when i.status in ('IN_PAYMENT_RUN', 'PAID') and identity.policy(o.council_id, 'spendCreditedMoney', p_today) #>> '{}' = 'on-recovery' then 'RECOVERED'
        else 'INVOICED' end as taken_from,
      r.percent
    from ordering.credits_owed(owed_ids) o
    -- A line that was made after it was settled carries what was agreed already.
    left join invoicing.invoice_line l on l.billable_id = o.delivery_id and l.line_pence > o.settled_pence
    left join invoicing.invoice i on i.council_id = l.council_id and i.id = l.invoice_id
    left join invoicing.vat_rate r on r.category = l.vat_category and r.covers @> l.on_date
  ), numbered as (
    select w.*, c.next_credit_number - 1 + (row_number() over (partition by w.provider_id order by w.settled_at, w.dispute_id))::int as number_in_year
    from owed w join invoicing.provider_counter c on c.provider_id = w.provider_id and c.year = this_year
    where w.invoice_id is not null
  ), named as materialized (
    select n.*, md5(concat_ws(':', 'credit-note', n.provider_id, this_year, n.number_in_year))::uuid as note_id,
      concat('CN-', this_year, '-', lpad(n.number_in_year::text, greatest(5, length(n.number_in_year::text)), '0')) as number
    from numbered n
  ), counted as (
    update invoicing.provider_counter c set next_credit_number = m.last + 1
    from (select provider_id, max(number_in_year) as last from named group by provider_id) m
    where c.provider_id = m.provider_id and c.year = this_year
  ), issued as (
    insert into invoicing.credit_note (council_id, id, dispute_id, provider_id, year, number_in_year, number, payer_id, payer_kind, invoice_id, line_number, billable_id,
      order_id, person_id, budget_id, description, on_date, issued_on, credit_pence, vat_pence, vat_category, taken_from, returned_on)
    select n.council_id, n.note_id, n.dispute_id, n.provider_id, this_year, n.number_in_year, n.number, n.payer_id, n.payer_kind, n.invoice_id, n.line_number, n.delivery_id,
      n.order_id, n.person_id, n.budget_id, n.description, n.on_date, p_today, n.credit_pence,
      n.line_vat_pence - invoicing.vat_in(n.line_pence - n.credit_pence, n.percent), n.vat_category, n.taken_from,
      case when n.taken_from <> 'RECOVERED' then p_today end
    from named n
  )
  select w.dispute_id, w.council_id, w.delivery_id, w.order_id, w.person_id, w.budget_id, w.provider_id, w.credit_pence, n.note_id,
    n.note_id is not null and w.taken_from <> 'ACCRUED', n.note_id is null or w.taken_from <> 'RECOVERED'
  from owed w left join named n on n.dispute_id = w.dispute_id order by w.settled_at, w.dispute_id;
end $$;

-- What each invoice takes from each budget; of it, what was credited before it was approved and is owed no more.
drop function invoicing.budget_sums(uuid[]);
create function invoicing.budget_sums(p_invoices uuid[])
returns table (council_id uuid, invoice_id uuid, provider_id uuid, budget_id uuid, amount_pence bigint, credited_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select l.council_id, l.invoice_id, l.provider_id, l.budget_id, sum(l.line_pence)::bigint,
    coalesce(sum(n.credit_pence) filter (where n.taken_from = 'ACCRUED'), 0)::bigint
  from invoicing.invoice i
  join invoicing.invoice_line l on l.council_id = i.council_id and l.invoice_id = i.id
  left join invoicing.credit_note n on n.billable_id = l.billable_id
  where i.id = any (p_invoices) group by 1, 2, 3, 4 order by 2, 4
$$;

-- The match, with what was credited: a line less its credit is what the visit costs now.
create or replace function invoicing.match(p_invoices uuid[]) returns table (invoice_id uuid, billable_id uuid, problem text)
language sql stable security definer set search_path = pg_catalog as $$
  with line as materialized (
    select l.*, n.credit_pence from invoicing.invoice i join invoicing.invoice_line l on l.council_id = i.council_id and l.invoice_id = i.id
    left join invoicing.credit_note n on n.billable_id = l.billable_id where i.id = any (p_invoices)
  ), billable as materialized (
    select b.* from ordering.billable(array(select billable_id from line)) b
  )
  select distinct l.invoice_id, l.billable_id, found.problem
  from line l left join billable b on b.id = l.billable_id
  cross join lateral unnest(l.match_problems || array[
    case when b.id is null and l.line_pence > coalesce(l.credit_pence, 0) then 'NO_ORDER' end,
    case when b.unit_price_pence <> l.unit_price_pence and l.credit_pence is null then 'PRICE_DIFFERS' end,
    case when b.quantity <> l.quantity and l.credit_pence is null or b.amount_pence <> l.line_pence - coalesce(l.credit_pence, 0) then 'QUANTITY_DIFFERS' end]) as found (problem)
  where found.problem is not null
$$;

-- For the auditor.
create function invoicing.credit_note_facts() returns table (council_id uuid, number text, billable_id uuid, credit_pence bigint, returned_on date)
language sql stable security definer set search_path = pg_catalog as $$
  select n.council_id, n.number, n.billable_id, n.credit_pence, n.returned_on from invoicing.credit_note n
$$;
create function invoicing.recovery_facts() returns table (council_id uuid, id uuid, kind text, budget_id uuid, amount_pence bigint, settled_on date)
language sql stable security definer set search_path = pg_catalog as $$
  select r.council_id, r.id, r.kind, n.budget_id, r.amount_pence, r.settled_on
  from invoicing.recovery r join invoicing.credit_note n on n.council_id = r.council_id and n.id = r.credit_note_id
$$;

grant execute on function invoicing.credits_to_make, invoicing.credit, invoicing.budget_sums to owncourse_app;
grant execute on function invoicing.credit_note_facts, invoicing.recovery_facts to owncourse_auditor;
