-- A mark that is another one after each change of any summary: every rating that counts, and every one that is taken back, writes
-- the row of everybody's.
create function ratings.summaries_revision() returns text language sql stable security definer set search_path = pg_catalog as $$
  select (select t.xmin::text || ':' || t.ctid::text from ratings.tally t where t.subject_id = '00000000-0000-0000-0000-000000000000')
$$;
grant execute on function ratings.summaries_revision to owncourse_app;
