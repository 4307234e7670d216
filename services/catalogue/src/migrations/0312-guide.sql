-- Somebody who works alone writes their store one question at a time. What they have answered waits here until they finish; there is
-- no answer for a street or a house.
create table catalogue.guide_draft (
  provider_id uuid primary key,
  answers jsonb not null check (jsonb_typeof(answers) = 'object'),
  saved_at timestamptz not null,
  saved_by uuid not null
);
select kernel.protect_table('catalogue.guide_draft', 'provider_id = (select kernel.scope_organisation())');

-- Adds answers to those there are; the same question again changes its answer.
create function catalogue.save_guide_answers(p_own uuid, p_answers jsonb, p_at timestamptz, p_by uuid) returns void
language sql security definer set search_path = pg_catalog
begin atomic
  insert into catalogue.guide_draft as g (provider_id, answers, saved_at, saved_by) values (p_own, p_answers, p_at, p_by)
  on conflict (provider_id) do update set answers = g.answers || excluded.answers, saved_at = excluded.saved_at, saved_by = excluded.saved_by;
end;

-- The answers, locked, for finishing; no row when they were finished before.
create function catalogue.take_guide_answers(p_own uuid) returns jsonb language sql security definer set search_path = pg_catalog
begin atomic
  delete from catalogue.guide_draft g where g.provider_id = p_own returning g.answers;
end;

grant execute on function catalogue.save_guide_answers, catalogue.take_guide_answers to owncourse_app;
