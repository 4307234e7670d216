-- A trail as a file is read page by page, in the order of its invoices, so that a run of any size is held by nobody (docs/adr/0046).

-- The next lines of a trail after one of them; as the reader. A branch each, so that each is planned by itself and stops when it has enough.
create function invoicing.trail_page(p_kind text, p_id uuid, p_after_invoice uuid, p_after_line int, p_most int)
returns table (visit_id uuid, invoice_id uuid, line_number int) language plpgsql stable set search_path = pg_catalog as $$
begin
  if p_kind = 'VISIT' then
    return query select l.billable_id, l.invoice_id, l.line_number from invoicing.invoice_line l
    where l.billable_id = p_id and (l.invoice_id, l.line_number) > (p_after_invoice, p_after_line);
  elsif p_kind = 'INVOICE' then
    return query select l.billable_id, l.invoice_id, l.line_number
    from invoicing.invoice i join invoicing.invoice_line l on l.council_id = i.council_id and l.invoice_id = i.id
    where i.id = p_id and (l.invoice_id, l.line_number) > (p_after_invoice, p_after_line) order by l.line_number limit p_most;
  elsif p_kind = 'PAYMENT_RUN' then
    return query select l.billable_id, l.invoice_id, l.line_number
    from invoicing.payment p join invoicing.invoice_line l on l.council_id = p.council_id and l.invoice_id = p.invoice_id
    where p.council_id = (select r.council_id from invoicing.payment_run r where r.id = p_id) and p.run_id = p_id and p.invoice_id >= p_after_invoice
      and (l.invoice_id > p_after_invoice or l.line_number > p_after_line)
    order by p.invoice_id, l.line_number limit p_most;
  elsif p_kind = 'BANK_PAYMENT' then
    return query select l.billable_id, l.invoice_id, l.line_number
    from invoicing.bank_payment b
    join invoicing.payment p on p.council_id = b.council_id and p.run_id = b.run_id and p.invoice_id >= p_after_invoice
    join invoicing.invoice i on i.council_id = p.council_id and i.id = p.invoice_id and i.provider_id = b.provider_id
    join invoicing.invoice_line l on l.council_id = p.council_id and l.invoice_id = p.invoice_id
    where b.id = p_id and (l.invoice_id > p_after_invoice or l.line_number > p_after_line)
    order by p.invoice_id, l.line_number limit p_most;
  end if;
end $$;

-- Whose money a trail is of: two at the most, which is enough to know whether it is one person's.
create function invoicing.trail_people(p_kind text, p_id uuid) returns setof uuid language plpgsql stable set search_path = pg_catalog as $$
begin
  return query select distinct l.person_id
    from (select t.visit_id from invoicing.trail_page(p_kind, p_id, '00000000-0000-0000-0000-000000000000', 0, null) t) v
    join invoicing.invoice_line l on l.billable_id = v.visit_id limit 2;
end $$;
grant execute on function invoicing.trail_page, invoicing.trail_people to owncourse_app;
