-- A bank's status report may speak of a whole run (pain.002): these are its payments. Only runs that were sent have any.
create function invoicing.payments_of_runs(p_council uuid, p_references text[]) returns table (run_reference text, reference text)
language sql stable security definer set search_path = pg_catalog as $$
  select r.reference, b.reference from invoicing.payment_run r join invoicing.bank_payment b on b.council_id = r.council_id and b.run_id = r.id
  where r.council_id = p_council and r.status = 'RELEASED' and r.holder_id is null and upper(r.reference) = any (p_references) order by 1, b.number
$$;
grant execute on function invoicing.payments_of_runs to owncourse_app;
