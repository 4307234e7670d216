-- What an index of its own asks before each answer: has anything changed since, and what.

-- How many documents changed after a revision, and the marks of what other rooms know: ratings, and agreed prices of these councils.
create function catalogue.search_state(p_since bigint, p_councils uuid[], p_on date)
returns table (revision bigint, changed bigint, terms_changed boolean, ratings text, price_marks jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select r.revision, c.changed, c.terms, coalesce(ratings.summaries_revision(), ''),
    case when p_councils = '{}' then '{}' else (select jsonb_object_agg(p.council_id, p.mark) from rates.price_marks(p_councils, p_on) p) end
  from catalogue.search_revision r
  cross join lateral (
    select count(*) filter (where s.document_id <> '00000000-0000-0000-0000-000000000000') as changed,
      coalesce(bool_or(s.document_id = '00000000-0000-0000-0000-000000000000'), false) as terms
    from catalogue.search_change s where s.revision > p_since
  ) c
$$;

-- Documents that changed after a revision; what has gone has only its id.
create function catalogue.changed_documents(p_since bigint) returns table (id uuid)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select s.document_id from catalogue.search_change s where s.revision > p_since and s.document_id <> '00000000-0000-0000-0000-000000000000';
end;

-- Documents as an index keeps them.
create function catalogue.documents_to_index(p_ids uuid[])
returns table (id uuid, kind text, owner_id uuid, support_type_slug text, vector text, latitude double precision, longitude double precision, ward_ids uuid[],
  council_ids uuid[], last_checked_on date, lot bigint, languages text[], worker text, access_needs text[], next_available_on date, cqc_rating text, prices json,
  name text, summary text, provider_name text)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select d.id, d.kind, d.owner_id, d.support_type_slug, d.document::text, d.latitude, d.longitude, d.ward_ids, d.council_ids, d.last_checked_on, d.lot,
    d.languages, d.worker, d.access_needs, d.next_available_on, d.cqc_rating,
    (select json_agg(json_build_array(p.variant_id, p.unit_bit, p.public_unit_price_pence) order by p.variant_id) from catalogue.search_price p where p.document_id = d.id),
    s.name, s.summary, o.name
  from catalogue.search_document d left join catalogue.service s on s.id = d.id left join catalogue.provider o on o.id = s.provider_id
  where d.id = any (p_ids);
end;

-- The ids of all documents after one, in the order of ids.
create function catalogue.document_ids(p_after uuid, p_limit int) returns table (id uuid)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select d.id from catalogue.search_document d where d.id > p_after order by d.id limit p_limit;
end;

grant execute on function catalogue.search_state, catalogue.changed_documents, catalogue.documents_to_index, catalogue.document_ids to owncourse_app;
