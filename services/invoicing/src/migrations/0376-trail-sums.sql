-- What all lines of a trail come to, where a screen shows the first of them only; as the reader, of what `invoicing.trail_lines` gives them.
create function invoicing.trail_sums(p_kind text, p_id uuid) returns table (line_count int, total_pence bigint)
language plpgsql stable set search_path = pg_catalog as $$
begin
  return query select count(*)::int, coalesce(sum(l.line_pence), 0)::bigint
    from (select t.visit_id from invoicing.trail_page(p_kind, p_id, '00000000-0000-0000-0000-000000000000', 0, null) t) v
    join invoicing.invoice_line l on l.billable_id = v.visit_id
    where l.person_id = any (kernel.scope_people()::uuid[]) or l.council_id = kernel.scope_wide_council();
end $$;
grant execute on function invoicing.trail_sums to owncourse_app;
