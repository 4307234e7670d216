-- Postcode districts and ages in files of services.

-- Rows that wait to be taken say nothing of them: their new cells are empty.
update catalogue.import_row r set cells = r.cells[1:12] || array[''] || r.cells[13:13] || array['', ''] || r.cells[14:]
from catalogue.import_job j where j.id = r.job_id and j.kind = 'SERVICES';

-- The services of one provider by what its files call them, as an export writes them. Without references: all of them, ids only.
drop function catalogue.services_for_file(uuid, text[], uuid[]);
create function catalogue.services_for_file(p_own uuid, p_references text[], p_ids uuid[])
returns table (id uuid, reference text, support_type text, name text, summary text, description text, who_for text[], languages text[],
  gender_of_worker text, access_needs text[], regulated boolean, areas text[], districts text[], radius_miles int, next_available_on date, status text,
  minimum_age int, maximum_age int, prices jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select s.id, coalesce(f.reference, s.id::text), s.support_type_slug, s.name, s.summary, s.description, s.who_for, s.languages,
    s.gender_of_worker, s.access_needs, s.regulated_activity,
    array(select w.council_key || '/' || w.code from catalogue.service_ward sw join catalogue.ward w on w.id = sw.ward_id
      where sw.service_id = s.id order by w.council_key collate "C", w.code collate "C"),
    array(select d.outcode from catalogue.service_district d where d.service_id = s.id order by d.outcode collate "C"),
    s.radius_miles, s.next_available_on, s.status, s.minimum_age, s.maximum_age,
    coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'reference', coalesce(g.reference, v.id::text), 'name', v.name, 'unit', v.unit,
      'dayType', v.day_type, 'timeBand', v.time_band, 'ratio', v.ratio, 'vatTreatment', v.vat_treatment, 'pence', v.public_unit_price_pence::text,
      'minimumQuantity', trim_scale(v.minimum_quantity)::text, 'typicalQuantity', trim_scale(v.typical_quantity)::text,
      'durationMinutes', v.duration_minutes, 'position', v.position, 'onSale', v.status = 'PUBLISHED')
      order by v.position, coalesce(g.reference, v.id::text) collate "C")
      from catalogue.variant v left join catalogue.file_reference g on g.item_id = v.id where v.service_id = s.id), '[]')
  from catalogue.service s left join catalogue.file_reference f on f.item_id = s.id
  where s.provider_id = p_own
    and s.id in (select unnest(p_ids) union all
      select r.item_id from catalogue.file_reference r where r.parent_id = p_own and r.reference = any (p_references))
$$;

-- Writes services and prices of one provider, or none of them: gives those that may not be on show as they would be, and why. The caller
-- leaves these out and asks again. Not kept: everything is tried, and taken back.
create or replace function catalogue.write_file_rows(p_own uuid, p_services jsonb, p_variants jsonb, p_references jsonb, p_keep boolean, p_at timestamptz)
returns table (service_id uuid, unready text) language plpgsql security definer set search_path = pg_catalog as $$
declare
  to_show uuid[];
  to_retire uuid[];
  wrong jsonb;
begin
  perform from catalogue.feed_change c for update;
  begin
    to_show := array(select r.id from jsonb_to_recordset(p_services) as r (id uuid, wanted text)
      where r.wanted = 'PUBLISHED' and not exists (select from catalogue.service s where s.id = r.id and s.status = 'PUBLISHED'));
    to_retire := array(select s.id from jsonb_to_recordset(p_services) as r (id uuid, wanted text) join catalogue.service s on s.id = r.id
      where r.wanted = 'RETIRED' and s.status = 'PUBLISHED');
    if p_services <> '[]' then
      perform catalogue.import_services(p_own, (select jsonb_agg(r.value || jsonb_build_object('providerId', p_own,
        'status', coalesce(s.status, case r.value ->> 'wanted' when 'RETIRED' then 'RETIRED' else 'DRAFT' end)))
        from jsonb_array_elements(p_services) r left join catalogue.service s on s.id = (r.value ->> 'id')::uuid), p_at);
      delete from catalogue.service_district d using jsonb_to_recordset(p_services) as r (id uuid, districts jsonb)
      where d.service_id = r.id and not r.districts ? d.outcode;
      insert into catalogue.service_district (service_id, outcode)
      select r.id, k.outcode from jsonb_to_recordset(p_services) as r (id uuid, districts jsonb), jsonb_array_elements_text(r.districts) k (outcode)
      on conflict do nothing;
    end if;
    if p_variants <> '[]' then perform catalogue.import_variants(p_own, p_variants, p_at); end if;
    insert into catalogue.file_reference (item_id, provider_id, parent_id, reference)
    select r.id, p_own, r.parent, r.reference from jsonb_to_recordset(p_references) as r (id uuid, parent uuid, reference text);
    -- What is on show may not become what it may not show.
    select jsonb_agg(jsonb_build_array(x.id, x.reason)) into wrong
    from (select s.id, catalogue.unready_because(s.id) as reason from catalogue.service s
      where s.id in (select (r.value ->> 'id')::uuid from jsonb_array_elements(p_services) r
          union select (r.value ->> 'serviceId')::uuid from jsonb_array_elements(p_variants) r)
        and (s.id = any (to_show) or (s.status = 'PUBLISHED' and not s.id = any (to_retire)))) x
    where x.reason is not null;
    if wrong is not null or not p_keep then raise exception 'taken back' using errcode = 'OC360'; end if;
    if to_show <> '{}' then perform catalogue.show_services(to_show, p_at); end if;
    if to_retire <> '{}' then
      update catalogue.service s set status = 'RETIRED' where s.id = any (to_retire);
      perform catalogue.refresh_services(to_retire);
      perform catalogue.refresh_feed(to_retire, p_at);
    end if;
  exception when sqlstate 'OC360' then null;
  end;
  return query select (w.value ->> 0)::uuid, w.value ->> 1 from jsonb_array_elements(coalesce(wrong, '[]')) w;
end $$;

grant execute on function catalogue.services_for_file to owncourse_app;
