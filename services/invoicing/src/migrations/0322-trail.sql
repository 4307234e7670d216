-- Lines of the trail of a pound (docs/adr/0046): from a visit's invoice line to what became of it at the bank. Only what the reader may see.

-- Which visits and fees a trail is of, in the order of their days.
create function invoicing.trail_of(p_kind text, p_id uuid, p_most int) returns setof uuid language sql stable set search_path = pg_catalog as $$
  select t.billable_id from (
    select l.billable_id, l.on_date, l.invoice_id, l.line_number from invoicing.invoice_line l where p_kind = 'VISIT' and l.billable_id = p_id
    union all
    select l.billable_id, l.on_date, l.invoice_id, l.line_number from invoicing.invoice i
    join invoicing.invoice_line l on l.council_id = i.council_id and l.invoice_id = i.id where p_kind = 'INVOICE' and i.id = p_id
    union all
    select l.billable_id, l.on_date, l.invoice_id, l.line_number from invoicing.payment_run r
    join invoicing.payment p on p.council_id = r.council_id and p.run_id = r.id
    join invoicing.invoice_line l on l.council_id = p.council_id and l.invoice_id = p.invoice_id where p_kind = 'PAYMENT_RUN' and r.id = p_id
    union all
    select l.billable_id, l.on_date, l.invoice_id, l.line_number from invoicing.bank_payment b
    join invoicing.payment p on p.council_id = b.council_id and p.run_id = b.run_id
    join invoicing.invoice i on i.council_id = p.council_id and i.id = p.invoice_id and i.provider_id = b.provider_id
    join invoicing.invoice_line l on l.council_id = i.council_id and l.invoice_id = i.id where p_kind = 'BANK_PAYMENT' and b.id = p_id
  ) t order by t.on_date, t.invoice_id, t.line_number limit p_most
$$;

-- What the bank's line comes to in all is the council's to know: it has other people's money too.
create function invoicing.trail_lines(p_visits uuid[])
returns table (visit_id uuid, council_id uuid, person_id uuid, budget_id uuid, order_id uuid, provider_id uuid, on_date date, description text, line_pence bigint, accrued_by uuid,
  invoice_id uuid, invoice_number text, issued_on date, approved_at timestamptz, approved_by uuid, payments jsonb, credits jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select l.billable_id, l.council_id, l.person_id, l.budget_id, l.order_id, l.provider_id, l.on_date, l.description, l.line_pence, ledger.caused_id(l.billable_id, 'ACCRUED'),
    i.id, i.number, i.issued_on, i.approved_at, i.approved_by,
    coalesce((select jsonb_agg(jsonb_build_object('runId', r.id, 'reference', r.reference, 'isHolders', r.holder_id is not null, 'preparedBy', r.prepared_by, 'releasedBy', r.released_by,
        'settledOn', p.settled_on, 'rejectedOn', p.rejected_on, 'bankPaymentId', b.id, 'bankReference', b.reference, 'payOn', b.pay_on, 'bankStatus', b.status,
        'answeredOn', b.answered_on, 'bankPence', case when l.council_id = kernel.scope_wide_council() then b.amount_pence::text end) order by r.prepared_at, r.id)
      from invoicing.payment p join invoicing.payment_run r on r.council_id = p.council_id and r.id = p.run_id
      left join invoicing.bank_payment b on b.council_id = p.council_id and b.run_id = p.run_id and b.provider_id = i.provider_id
      where p.council_id = i.council_id and p.invoice_id = i.id), '[]'),
    coalesce((select jsonb_agg(jsonb_build_object('number', n.number, 'pence', n.credit_pence::text, 'issuedOn', n.issued_on, 'returnedOn', n.returned_on) order by n.issued_on, n.id)
      from invoicing.credit_note n where n.billable_id = l.billable_id), '[]')
  from invoicing.invoice_line l join invoicing.invoice i on i.council_id = l.council_id and i.id = l.invoice_id
  where l.billable_id = any (p_visits) and (l.person_id = any (kernel.scope_people()::uuid[]) or l.council_id = kernel.scope_wide_council()) order by l.on_date, l.invoice_id, l.line_number
$$;

-- Of what was used from a budget, what is on an invoice.
create function invoicing.trail_of_uses(p_orders uuid[], p_uses uuid[]) returns setof uuid language sql stable set search_path = pg_catalog as $$
  select l.billable_id from invoicing.invoice_line l where l.order_id = any (p_orders) and ledger.caused_id(l.billable_id, 'ACCRUED') = any (p_uses)
$$;

-- Where a trail begins, by what stands on paper: the number of an invoice, the reference of a run or of a bank's payment.
create function invoicing.trail_starts(p_reference text) returns table (kind text, id uuid, words text, provider_id uuid, pence bigint)
language sql stable set search_path = pg_catalog as $$
  select 'INVOICE', i.id, i.number, i.provider_id, i.total_pence from invoicing.invoice i where upper(i.number) = upper(p_reference)
  union all select 'PAYMENT_RUN', r.id, r.reference, null, r.total_pence from invoicing.payment_run r where upper(r.reference) = upper(p_reference)
  union all select 'BANK_PAYMENT', b.id, b.reference, b.provider_id, b.amount_pence from invoicing.bank_payment b where upper(b.reference) = upper(p_reference)
  union all select 'INVOICE', n.invoice_id, n.number, n.provider_id, n.credit_pence from invoicing.credit_note n where upper(n.number) = upper(p_reference)
  order by 5, 2 limit 200
$$;
create index invoice_of_number on invoicing.invoice (council_id, upper(number));
create index credit_note_of_number on invoicing.credit_note (council_id, upper(number));

grant execute on function invoicing.trail_of, invoicing.trail_lines, invoicing.trail_of_uses, invoicing.trail_starts to owncourse_app;
