-- What people look for and do not find, told to providers. Somebody who looks fifty times is one: each row has one of 256 numbers that
-- an asker has for a quarter of the year. So many share each number that it says nothing about who it was, and it is another one next quarter.
alter table catalogue.search_miss add column asker smallint check (asker between 0 and 255), add column support_type_slug text references catalogue.support_type;
alter table catalogue.missing_support add column asker smallint check (asker between 0 and 255),
  add column support_type_slug text references catalogue.support_type;

-- The one kind of support that words mean, if it is one.
create function catalogue.kind_of_words(p_words text) returns text language sql stable security definer set search_path = pg_catalog as $$
  select u.slugs[1] from catalogue.understand(p_words) u where cardinality(u.slugs) = 1
$$;

drop function catalogue.record_search_miss(uuid, text, uuid, timestamptz);
-- Keeps a search that found nothing; the same event twice is one row. Without an asker it counts in the market report alone. p_slug: the
-- kind of support that was chosen, where nothing was said.
create function catalogue.record_search_miss(p_event_id uuid, p_words text, p_council uuid, p_at timestamptz, p_asker int default null, p_slug text default null)
returns void language sql security definer set search_path = pg_catalog as $$
  insert into catalogue.search_miss (event_id, words, council_id, searched_at, asker, support_type_slug)
  values (p_event_id, p_words, p_council, p_at, p_asker,
    coalesce((select t.slug from catalogue.support_type t where t.slug = p_slug), catalogue.kind_of_words(p_words))) on conflict do nothing
$$;

drop function catalogue.tell_missing(uuid, text, uuid, text, text, bytea, date, timestamptz);
-- As in 0341, with the asker.
create function catalogue.tell_missing(p_id uuid, p_council_key text, p_ward uuid, p_words text, p_note text, p_who bytea, p_on date, p_at timestamptz, p_asker int)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  council uuid;
begin
  perform catalogue.count_public_act(p_who, 20, p_at);
  select w.council_id into council from catalogue.ward w where w.council_key = p_council_key and (p_ward is null or w.id = p_ward) limit 1;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  insert into catalogue.missing_support (council_id, id, words, ward_id, note, told_on, asker, support_type_slug)
  values (council, p_id, p_words, p_ward, p_note, p_on, p_asker, catalogue.kind_of_words(p_words));
end $$;

-- What at least five askers of a council looked for in vain in those London days of one quarter: a kind of support, or words where they
-- mean none. Never how many exactly: 5, 10, 20 or 50 at the least, so that one more or less is seen nowhere. Fewer are no row.
create function catalogue.looked_for(p_council uuid, p_from date, p_before date) returns table (support_type_slug text, words text, at_least int)
language sql stable security definer set search_path = pg_catalog as $$
  select a.support_type_slug, a.words, case when a.askers >= 50 then 50 when a.askers >= 20 then 20 when a.askers >= 10 then 10 else 5 end
  from (
    select m.support_type_slug, case when m.support_type_slug is null then m.words end as words, count(distinct m.asker) as askers
    from (
      select s.support_type_slug, s.words, s.asker from catalogue.search_miss s
      where s.council_id = p_council and s.searched_at >= p_from::timestamp at time zone 'Europe/London'
        and s.searched_at < p_before::timestamp at time zone 'Europe/London'
      union all
      select t.support_type_slug, t.words, t.asker from catalogue.missing_support t
      where t.council_id = p_council and t.told_on >= p_from and t.told_on < p_before
    ) m
    group by 1, 2
  ) a
  where a.askers >= 5
$$;

-- Paid services on show in a council, by kind.
create function catalogue.kinds_on_show(p_council uuid, p_slugs text[]) returns table (support_type_slug text, services int)
language sql stable security definer set search_path = pg_catalog as $$
  select d.support_type_slug, count(*)::int from catalogue.search_document d
  where d.kind = 'PAID' and d.support_type_slug = any (p_slugs) and p_council = any (d.council_ids) group by 1
$$;

grant execute on function catalogue.record_search_miss, catalogue.tell_missing, catalogue.looked_for, catalogue.kinds_on_show to owncourse_app;
