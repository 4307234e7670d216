-- Where a council's dated policy says so, an invoice that it pays and that agrees with its orders and visits is approved without a touch.
create function invoicing.approvable_by_policy(p_invoices uuid[], p_on date) returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select i.id from invoicing.invoice i
  where i.id = any (p_invoices) and i.status = 'ISSUED' and i.payer_kind = 'COUNCIL'
    and coalesce(identity.policy(i.council_id, 'approveMatched', p_on) #>> '{}', 'OFFICER') = 'AUTO'
    and not exists (select from invoicing.match(array[i.id]))
  order by i.id
$$;
grant execute on function invoicing.approvable_by_policy to owncourse_app;
