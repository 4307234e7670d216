-- What messages say about invoices, by their ids.
create function invoicing.invoice_facts(p_ids uuid[])
returns table (id uuid, council_id uuid, provider_id uuid, payer_kind text, person_ids uuid[], number text, total_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select i.id, i.council_id, i.provider_id, i.payer_kind, i.person_ids, i.number, i.total_pence from invoicing.invoice i where i.id = any (p_ids)
$$;
grant execute on function invoicing.invoice_facts to owncourse_app;
