-- The credit notes of deliveries that one budget paid for, by their numbers, and the invoices that they correct: for whoever
-- reads of them in the books of that budget.
create function invoicing.credit_numbers(p_budget uuid, p_deliveries uuid[]) returns table (delivery_id uuid, number text, invoice_number text)
language sql stable security definer set search_path = pg_catalog as $$
  select n.billable_id, n.number, i.number
  from invoicing.credit_note n join invoicing.invoice i on i.council_id = n.council_id and i.id = n.invoice_id
  where n.budget_id = p_budget and n.billable_id = any (p_deliveries)
$$;
grant execute on function invoicing.credit_numbers to owncourse_app;
