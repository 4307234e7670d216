-- Approving and paying. The caller has authorised, claimed its key and locked the budgets; invoices come after budgets in the lock order.

-- What each invoice takes from each budget.
create function invoicing.budget_sums(p_invoices uuid[]) returns table (council_id uuid, invoice_id uuid, provider_id uuid, budget_id uuid, amount_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select l.council_id, l.invoice_id, l.provider_id, l.budget_id, sum(l.line_pence)::bigint
  from invoicing.invoice i join invoicing.invoice_line l on l.council_id = i.council_id and l.invoice_id = i.id
  where i.id = any (p_invoices) group by 1, 2, 3, 4 order by 2, 4
$$;

-- The three-way match as things are now: order, delivery, invoice. One row a difference.
create function invoicing.match(p_invoices uuid[]) returns table (invoice_id uuid, billable_id uuid, problem text)
language sql stable security definer set search_path = pg_catalog as $$
  with line as materialized (
    select l.* from invoicing.invoice i join invoicing.invoice_line l on l.council_id = i.council_id and l.invoice_id = i.id where i.id = any (p_invoices)
  ), billable as materialized (
    select b.* from ordering.billable(array(select billable_id from line)) b
  )
  select distinct l.invoice_id, l.billable_id, found.problem
  from line l left join billable b on b.id = l.billable_id
  cross join lateral unnest(l.match_problems || array[
    case when b.id is null then 'NO_ORDER' end,
    case when b.unit_price_pence <> l.unit_price_pence then 'PRICE_DIFFERS' end,
    case when b.quantity <> l.quantity or b.amount_pence <> l.line_pence then 'QUANTITY_DIFFERS' end]) as found (problem)
  where found.problem is not null
$$;

create function invoicing.approve(p_invoices uuid[], p_at timestamptz, p_actor uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  changed int;
  problems jsonb;
begin
  perform 1 from invoicing.invoice where id = any (p_invoices) order by id for update;
  update invoicing.invoice set status = 'APPROVED', approved_by = p_actor, approved_at = p_at where id = any (p_invoices) and status = 'ISSUED';
  get diagnostics changed = row_count;
  if changed <> cardinality(p_invoices) then perform kernel.refuse('WRONG_STATE'); end if;
  select jsonb_agg(distinct m.problem) into problems from invoicing.match(p_invoices) m;
  if problems is not null then perform kernel.refuse('MATCH_PROBLEMS', jsonb_build_object('problems', problems)); end if;
end $$;

-- Takes approved invoices of one council: those due by a day, those named, or all. Two at once: the second waits, and finds none left.
create function invoicing.prepare_payment_run(p_council uuid, p_run uuid, p_reference text, p_due_by date, p_invoices uuid[], p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  chosen uuid[];
  total bigint;
begin
  if p_invoices is not null and exists (
    select 1 from unnest(p_invoices) w where not exists (select 1 from invoicing.invoice i where i.council_id = p_council and i.id = w)
  ) then
    perform kernel.refuse('NOT_FOUND');
  end if;
  select array_agg(i.id), sum(i.total_pence) into chosen, total from (
    select id, total_pence from invoicing.invoice
    where council_id = p_council and status = 'APPROVED' and (p_due_by is null or due_on <= p_due_by) and (p_invoices is null or id = any (p_invoices))
    order by id for update
  ) i;
  if chosen is null then perform kernel.refuse('NOTHING_TO_PAY'); end if;
  if p_invoices is not null and cardinality(chosen) <> cardinality(p_invoices) then perform kernel.refuse('WRONG_STATE'); end if;
  insert into invoicing.payment_run (council_id, id, reference, status, total_pence, prepared_by, prepared_at)
  values (p_council, p_run, p_reference, 'PREPARED', total, p_actor, p_at);
  insert into invoicing.payment (council_id, run_id, invoice_id, amount_pence)
  select p_council, p_run, i.id, i.total_pence from invoicing.invoice i where i.council_id = p_council and i.id = any (chosen);
  update invoicing.invoice set status = 'IN_PAYMENT_RUN' where council_id = p_council and id = any (chosen);
end $$;

-- A second officer lets it go: every payment settled, every invoice paid, or nothing.
create function invoicing.release_payment_run(p_council uuid, p_run uuid, p_on date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  run invoicing.payment_run;
  payments int;
  changed int;
begin
  select * into run from invoicing.payment_run where council_id = p_council and id = p_run for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if run.status <> 'PREPARED' then perform kernel.refuse('WRONG_STATE'); end if;
  if run.prepared_by = p_actor then perform kernel.refuse('SAME_OFFICER'); end if;
  update invoicing.payment_run set status = 'RELEASED', released_by = p_actor, released_at = p_at where council_id = p_council and id = p_run;
  update invoicing.payment set settled_on = p_on where council_id = p_council and run_id = p_run and settled_on is null;
  get diagnostics payments = row_count;
  update invoicing.invoice i set status = 'PAID', paid_on = p_on
  from invoicing.payment p where p.council_id = p_council and p.run_id = p_run and i.council_id = p.council_id and i.id = p.invoice_id and i.status = 'IN_PAYMENT_RUN';
  get diagnostics changed = row_count;
  if payments = 0 or changed <> payments then perform kernel.refuse('WRONG_STATE'); end if;
end $$;

grant execute on function invoicing.budget_sums, invoicing.match, invoicing.approve, invoicing.prepare_payment_run, invoicing.release_payment_run to owncourse_app;
