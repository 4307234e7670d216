-- Documents as an index keeps them, with what a page of results shows of when somebody new can start: also an old word, which no
-- longer counts in search. Whoever writes such a word writes the document, too.
drop function catalogue.documents_to_index(uuid[]);
create function catalogue.documents_to_index(p_ids uuid[])
returns table (id uuid, kind text, owner_id uuid, support_type_slug text, vector text, latitude double precision, longitude double precision, ward_ids uuid[],
  council_ids uuid[], last_checked_on date, lot bigint, languages text[], worker text, access_needs text[], next_available_on date, cqc_rating text, prices json,
  name text, summary text, provider_name text, start_on date, start_told_on date, start_is_old boolean)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select d.id, d.kind, d.owner_id, d.support_type_slug, d.document::text, d.latitude, d.longitude, d.ward_ids, d.council_ids, d.last_checked_on, d.lot,
    d.languages, d.worker, d.access_needs, d.next_available_on, d.cqc_rating,
    (select json_agg(json_build_array(p.variant_id, p.unit_bit, p.public_unit_price_pence) order by p.variant_id) from catalogue.search_price p where p.document_id = d.id),
    s.name, s.summary, o.name, s.next_available_on, k.said_on, coalesce(k.is_old, false)
  from catalogue.search_document d left join catalogue.service s on s.id = d.id left join catalogue.provider o on o.id = s.provider_id
  left join catalogue.start_word k on k.service_id = s.id
  where d.id = any (p_ids);
end;
grant execute on function catalogue.documents_to_index to owncourse_app;
