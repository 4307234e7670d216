-- "Tell the council this is missing": words without digits, an area, a note. Nothing says who it was.
create table catalogue.missing_support (
  council_id uuid not null,
  id uuid not null unique,
  words text not null check (length(words) between 1 and 80 and words !~ '[0-9@]'),
  ward_id uuid,
  note text check (length(note) between 1 and 300 and note !~ '[0-9@]'),
  -- The day only: a time could be laid beside somebody's visit to this site.
  told_on date not null,
  primary key (council_id, id),
  foreign key (council_id, ward_id) references catalogue.ward (council_id, id)
);
create index missing_support_by_day on catalogue.missing_support (council_id, told_on);
select kernel.protect_table('catalogue.missing_support', 'council_id = (select kernel.scope_council())');

-- Refuses NOT_FOUND for an unknown council or area, and TOO_MANY_TRIES.
create function catalogue.tell_missing(p_id uuid, p_council_key text, p_ward uuid, p_words text, p_note text, p_who bytea, p_on date, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  council uuid;
begin
  perform catalogue.count_public_act(p_who, 20, p_at);
  select w.council_id into council from catalogue.ward w where w.council_key = p_council_key and (p_ward is null or w.id = p_ward) limit 1;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  insert into catalogue.missing_support (council_id, id, words, ward_id, note, told_on) values (council, p_id, p_words, p_ward, p_note, p_on);
end $$;

-- As before; what somebody told the council counts as a search too.
create or replace function catalogue.search_misses(p_council uuid, p_from timestamptz, p_before timestamptz) returns table (words text, misses bigint)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select m.words, count(*) from (
    select s.words from catalogue.search_miss s where s.council_id = p_council and s.searched_at >= p_from and s.searched_at < p_before
    union all
    select t.words from catalogue.missing_support t where t.council_id = p_council
      and t.told_on >= (p_from at time zone 'Europe/London')::date and t.told_on < (p_before at time zone 'Europe/London')::date
  ) m group by m.words;
end;

grant execute on function catalogue.tell_missing to owncourse_app;
