-- What a payment is for, and when an invoice will be paid: for its provider and for the council's officers.

-- The invoices that a bank's payment pays, and what was taken off, as its reader may see it.
create function invoicing.remittance_lines(p_payments uuid[])
returns table (payment_id uuid, kind text, invoice_id uuid, number text, on_day date, amount_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  with seen as (
    select b.* from invoicing.bank_payment b where b.id = any (p_payments)
      and (b.provider_id = kernel.scope_organisation() or b.council_id = kernel.scope_wide_council())
  )
  select b.id, 'INVOICE', i.id, i.number, i.period_end, p.amount_pence
  from seen b join invoicing.payment p on p.council_id = b.council_id and p.run_id = b.run_id
  join invoicing.invoice i on i.council_id = p.council_id and i.id = p.invoice_id and i.provider_id = b.provider_id
  union all
  select b.id, 'TAKEN_OFF', n.invoice_id, n.number, n.on_date, -r.amount_pence
  from seen b join invoicing.recovery r on r.council_id = b.council_id and r.run_id = b.run_id
  join invoicing.credit_note n on n.council_id = r.council_id and n.id = r.credit_note_id and n.provider_id = b.provider_id
  order by 1, 2, 4
$$;

-- Where the payment of each invoice stands. due_pay_on is the first banking day from its due day.
create function invoicing.payment_outlook(p_invoices uuid[])
returns table (invoice_id uuid, status text, due_on date, standing text, due_pay_on date, pay_on date, reference text, sent_back text, has_problems boolean)
language sql stable security definer set search_path = pg_catalog as $$
  select i.id, i.status, i.due_on, s.standing, (select min(d) from invoicing.banking_days(i.due_on, 1) d), b.pay_on, b.reference, x.reason_code,
    exists (select from invoicing.invoice_line l where l.council_id = i.council_id and l.invoice_id = i.id and l.match_problems <> '{}')
  from invoicing.invoice i
  cross join lateral invoicing.bank_standing(i.council_id, array[i.provider_id]) s
  left join invoicing.payment p on p.council_id = i.council_id and p.invoice_id = i.id and p.rejected_on is null
  left join invoicing.bank_payment b on b.council_id = p.council_id and b.run_id = p.run_id and b.provider_id = i.provider_id
  left join lateral (
    select y.reason_code from invoicing.payment q join invoicing.bank_payment y on y.council_id = q.council_id and y.run_id = q.run_id and y.provider_id = i.provider_id
    where q.council_id = i.council_id and q.invoice_id = i.id and q.rejected_on is not null order by q.rejected_on desc limit 1
  ) x on true
  where i.id = any (p_invoices) and (i.provider_id = kernel.scope_organisation() or i.council_id = kernel.scope_wide_council())
$$;

-- On which invoice each delivery or fee stands.
create function invoicing.invoices_of_deliveries(p_deliveries uuid[]) returns table (delivery_id uuid, invoice_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select l.billable_id, l.invoice_id from invoicing.invoice_line l where l.billable_id = any (p_deliveries)
    and (l.provider_id = kernel.scope_organisation() or l.council_id = kernel.scope_wide_council())
$$;

grant execute on function invoicing.remittance_lines, invoicing.payment_outlook, invoicing.invoices_of_deliveries to owncourse_app;
