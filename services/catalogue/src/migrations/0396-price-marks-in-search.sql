-- What can have changed since an index was written, with the marks of councils' prices as `rates` tells them.
create or replace function catalogue.search_state(p_since bigint, p_councils uuid[], p_on date)
returns table (revision bigint, changed bigint, terms_changed boolean, ratings text, price_marks jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select r.revision, c.changed, c.terms, coalesce(ratings.summaries_revision(), ''),
    case when p_councils = '{}' then '{}'
      else (select jsonb_object_agg(p.council_id, jsonb_build_object('mark', p.mark, 'by_route', p.by_route)) from rates.price_marks(p_councils, p_on) p) end
  from catalogue.search_revision r
  cross join lateral (
    select count(*) filter (where s.document_id <> '00000000-0000-0000-0000-000000000000') as changed,
      coalesce(bool_or(s.document_id = '00000000-0000-0000-0000-000000000000'), false) as terms
    from catalogue.search_change s where s.revision > p_since
  ) c
$$;
