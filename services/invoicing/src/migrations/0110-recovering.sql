-- How a provider gives back what it owes: taken off the next payments to it, or paid back. Locks: budgets, runs, invoices, then
-- credit notes, each by id.

-- As before; and what the same provider owes the same payer is taken off, oldest first, never more than a payer's invoices to it.
-- Nobody's money pays another's: where the council does not pay, the payer is one for one person. A credit note waits until its
-- own invoice is approved.
create or replace function invoicing.prepare_payment_run(p_council uuid, p_run uuid, p_reference text, p_due_by date, p_invoices uuid[], p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  chosen uuid[];
  total bigint;
  taken_off bigint;
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
  -- Locked first and read afterwards, so that of two runs the second sees what the first has taken.
  perform 1 from invoicing.credit_note n
  where n.council_id = p_council and n.recovered_pence < n.credit_pence
    and n.provider_id in (select i.provider_id from invoicing.invoice i where i.council_id = p_council and i.id = any (chosen))
  order by n.id for update;
  insert into invoicing.payment_run (council_id, id, reference, status, total_pence, prepared_by, prepared_at)
  values (p_council, p_run, p_reference, 'PREPARED', total, p_actor, p_at);
  insert into invoicing.payment (council_id, run_id, invoice_id, amount_pence)
  select p_council, p_run, i.id, i.total_pence from invoicing.invoice i where i.council_id = p_council and i.id = any (chosen);
  update invoicing.invoice set status = 'IN_PAYMENT_RUN' where council_id = p_council and id = any (chosen);
  with payable as (
    select i.provider_id, i.payer_kind, i.payer_id, case i.payer_kind when 'COUNCIL' then null else i.person_ids[1] end as payer_for, sum(i.total_pence) as pence
    from invoicing.invoice i where i.council_id = p_council and i.id = any (chosen) group by 1, 2, 3, 4
  ), owing as (
    select n.id, n.credit_pence - n.recovered_pence - n.reserved_pence as pence, p.pence as payable_pence,
      sum(n.credit_pence - n.recovered_pence - n.reserved_pence) over (partition by n.provider_id, n.payer_kind, n.payer_id, p.payer_for order by n.issued_on, n.id) as through
    from invoicing.credit_note n
    join invoicing.invoice o on o.council_id = n.council_id and o.id = n.invoice_id and o.status <> 'ISSUED'
    join payable p on p.provider_id = n.provider_id and p.payer_kind = n.payer_kind and p.payer_id = n.payer_id
      and p.payer_for is not distinct from case n.payer_kind when 'COUNCIL' then null else n.person_id end
    where n.council_id = p_council and n.credit_pence > n.recovered_pence + n.reserved_pence
  ), taken as (
    insert into invoicing.recovery (council_id, id, credit_note_id, kind, run_id, amount_pence)
    select p_council, md5(concat_ws(':', p_run, w.id))::uuid, w.id, 'SET_OFF', p_run, least(w.pence, w.payable_pence - (w.through - w.pence))
    from owing w where w.through - w.pence < w.payable_pence
    returning credit_note_id, amount_pence
  ), reserved as (
    update invoicing.credit_note n set reserved_pence = n.reserved_pence + t.amount_pence
    from taken t where n.council_id = p_council and n.id = t.credit_note_id
  )
  select coalesce(sum(t.amount_pence), 0) into taken_off from taken t;
  update invoicing.payment_run set total_pence = total - taken_off where council_id = p_council and id = p_run and taken_off > 0;
end $$;

-- The credit notes whose money waits in a run, and what comes of them when it is released: gives_back once the last of a
-- credit that waited for the provider has come.
create function invoicing.recoveries_of_run(p_run uuid)
returns table (council_id uuid, id uuid, credit_note_id uuid, provider_id uuid, budget_id uuid, amount_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select r.council_id, r.id, n.id, n.provider_id, n.budget_id, r.amount_pence
  from invoicing.recovery r join invoicing.credit_note n on n.council_id = r.council_id and n.id = r.credit_note_id where r.run_id = p_run order by r.id
$$;

-- Credit notes that have come back whole and whose money may be spent only now; marks them, and gives what is to be posted.
create function invoicing.return_recovered(p_notes uuid[], p_on date)
returns table (credit_note_id uuid, dispute_id uuid, council_id uuid, delivery_id uuid, order_id uuid, person_id uuid, provider_id uuid, credit_pence bigint)
language sql security definer set search_path = pg_catalog as $$
  update invoicing.credit_note n set returned_on = p_on
  where n.id = any (p_notes) and n.returned_on is null and n.recovered_pence = n.credit_pence
  returning n.id, n.dispute_id, n.council_id, n.billable_id, n.order_id, n.person_id, n.provider_id, n.credit_pence
$$;

create or replace function invoicing.release_payment_run(p_council uuid, p_run uuid, p_on date, p_at timestamptz, p_actor uuid)
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
  perform 1 from invoicing.credit_note n where n.council_id = p_council
    and n.id in (select r.credit_note_id from invoicing.recovery r where r.council_id = p_council and r.run_id = p_run) order by n.id for update;
  update invoicing.credit_note n set reserved_pence = n.reserved_pence - r.amount_pence, recovered_pence = n.recovered_pence + r.amount_pence
  from invoicing.recovery r where r.council_id = p_council and r.run_id = p_run and n.council_id = r.council_id and n.id = r.credit_note_id;
  update invoicing.recovery set settled_on = p_on where council_id = p_council and run_id = p_run;
end $$;

-- A provider paid back some of what it owes for a visit that was paid for. Refuses NOT_FOUND; WRONG_STATE before its invoice is
-- paid; MORE_THAN_OWED {leftPence} for more than is left and not in a payment run.
create function invoicing.record_refund(p_council uuid, p_note uuid, p_id uuid, p_pence bigint, p_on date, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  note invoicing.credit_note;
begin
  select * into note from invoicing.credit_note where council_id = p_council and id = p_note for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if not exists (select 1 from invoicing.invoice i where i.council_id = p_council and i.id = note.invoice_id and i.status = 'PAID') then perform kernel.refuse('WRONG_STATE'); end if;
  if p_pence > note.credit_pence - note.recovered_pence - note.reserved_pence then
    perform kernel.refuse('MORE_THAN_OWED', jsonb_build_object('leftPence', (note.credit_pence - note.recovered_pence - note.reserved_pence)::text));
  end if;
  insert into invoicing.recovery (council_id, id, credit_note_id, kind, amount_pence, settled_on, recorded_by, recorded_at)
  values (p_council, p_id, p_note, 'REFUNDED', p_pence, p_on, p_actor, p_at);
  update invoicing.credit_note set recovered_pence = recovered_pence + p_pence where council_id = p_council and id = p_note;
end $$;

grant execute on function invoicing.recoveries_of_run, invoicing.return_recovered, invoicing.record_refund to owncourse_app;
