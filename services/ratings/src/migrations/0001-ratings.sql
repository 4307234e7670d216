-- What people thought of a delivered order, looked at by a moderator before it shows.
create schema ratings;
grant usage on schema ratings to owncourse_app, owncourse_auditor;

-- council_id is the nil id for an order somebody paid with their own money.
create table ratings.rating (
  council_id uuid not null,
  id uuid not null unique,
  order_id uuid not null,
  person_id uuid not null,
  -- The person, or whoever wrote it for them under a mandate.
  written_by uuid not null,
  provider_id uuid not null,
  service_id uuid not null,
  on_time smallint not null check (on_time between 1 and 5),
  as_agreed smallint not null check (as_agreed between 1 and 5),
  dignity smallint not null check (dignity between 1 and 5),
  outcomes smallint not null check (outcomes between 1 and 5),
  choose_again smallint not null check (choose_again between 1 and 5),
  comment text check (length(comment) between 1 and 2000),
  hide_name boolean not null,
  -- False where the provider is one named, directly employed person: such a rating is kept, never shown.
  may_be_shown boolean not null,
  status text not null check (status in ('WAITING', 'PUBLISHED', 'REJECTED')),
  rated_on date not null,
  rated_at timestamptz not null,
  moderated_by uuid,
  moderated_at timestamptz,
  moderation_reason text,
  reply text check (length(reply) between 1 and 2000),
  replied_at timestamptz,
  primary key (council_id, id),
  unique (order_id, person_id),
  check (status <> 'PUBLISHED' or may_be_shown),
  check (status <> 'REJECTED' or moderation_reason is not null),
  check (reply is null or status = 'PUBLISHED')
);
create index rating_of_provider on ratings.rating (provider_id, rated_on desc, id) where status = 'PUBLISHED';
create index rating_of_service on ratings.rating (service_id, rated_on desc, id) where status = 'PUBLISHED';
create index rating_waiting on ratings.rating (council_id, rated_at) where status = 'WAITING' and may_be_shown;

-- Sums of the published ratings of each provider and service; the nil id is the sum over all providers.
create table ratings.tally (
  subject_id uuid primary key,
  count int not null check (count >= 0),
  on_time int not null,
  as_agreed int not null,
  dignity int not null,
  outcomes int not null,
  choose_again int not null
);

select kernel.protect_table('ratings.rating',
  'status = ''PUBLISHED'' or person_id = any ((select kernel.scope_people())::uuid[])
   or (may_be_shown and (select kernel.scope_council()) is not null
       and council_id in ((select kernel.scope_council()), ''00000000-0000-0000-0000-000000000000''))');
select kernel.protect_table('ratings.tally', 'true');

-- p_people: whom the actor may speak for, themselves first. Refuses NOT_DELIVERED_YET (also for an order that is none of
-- theirs), NO_MANDATE and ALREADY_RATED.
create function ratings.rate_order(p_id uuid, p_order uuid, p_people uuid[], p_actor uuid, p_scores jsonb, p_comment text, p_hide_name boolean, p_on date, p_at timestamptz)
returns table (council_id uuid, provider_id uuid, service_id uuid)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  bought record;
begin
  select p.id as person_id, o.* into bought
  from unnest(p_people) with ordinality as p (id, place) cross join lateral ordering.ratable_order(p_order, p.id) o order by p.place limit 1;
  if not found then perform kernel.refuse('NOT_DELIVERED_YET'); end if;
  perform identity.use_mandate(p_actor, bought.person_id, 'CONFIRM', 0, p_at);
  insert into ratings.rating (council_id, id, order_id, person_id, written_by, provider_id, service_id, on_time, as_agreed, dignity, outcomes, choose_again,
    comment, hide_name, may_be_shown, status, rated_on, rated_at)
  values (bought.council_id, p_id, p_order, bought.person_id, p_actor, bought.provider_id, bought.service_id, (p_scores ->> 'onTime')::smallint,
    (p_scores ->> 'asAgreed')::smallint, (p_scores ->> 'dignity')::smallint, (p_scores ->> 'outcomes')::smallint, (p_scores ->> 'chooseAgain')::smallint,
    p_comment, p_hide_name, not exists (select from catalogue.providers(array[bought.provider_id]) p where p.kind = 'PERSONAL_ASSISTANT'),
    'WAITING', p_on, p_at)
  on conflict (order_id, person_id) do nothing;
  if not found then perform kernel.refuse('ALREADY_RATED'); end if;
  return query select bought.council_id, bought.provider_id, bought.service_id;
end $$;

-- A rating that waits, of this council or of none.
create function ratings.moderate(p_id uuid, p_council uuid, p_publish boolean, p_reason text, p_by uuid, p_at timestamptz)
returns table (council_id uuid, provider_id uuid)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  waiting ratings.rating;
begin
  select * into waiting from ratings.rating r
  where r.id = p_id and r.council_id in (p_council, '00000000-0000-0000-0000-000000000000') and r.may_be_shown for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if waiting.status <> 'WAITING' then perform kernel.refuse('WRONG_STATE'); end if;
  update ratings.rating r set status = case when p_publish then 'PUBLISHED' else 'REJECTED' end, moderation_reason = p_reason, moderated_by = p_by, moderated_at = p_at
  where r.council_id = waiting.council_id and r.id = p_id;
  if p_publish then
    insert into ratings.tally as t (subject_id, count, on_time, as_agreed, dignity, outcomes, choose_again)
    select s.id, 1, waiting.on_time, waiting.as_agreed, waiting.dignity, waiting.outcomes, waiting.choose_again
    from unnest(array['00000000-0000-0000-0000-000000000000'::uuid, waiting.provider_id, waiting.service_id]) s (id) order by s.id
    on conflict (subject_id) do update set count = t.count + 1, on_time = t.on_time + excluded.on_time, as_agreed = t.as_agreed + excluded.as_agreed,
      dignity = t.dignity + excluded.dignity, outcomes = t.outcomes + excluded.outcomes, choose_again = t.choose_again + excluded.choose_again;
  end if;
  return query select waiting.council_id, waiting.provider_id;
end $$;

create function ratings.reply(p_id uuid, p_organisation uuid, p_reply text, p_at timestamptz) returns table (council_id uuid)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  rated ratings.rating;
begin
  select * into rated from ratings.rating r where r.id = p_id and r.provider_id = p_organisation and r.status = 'PUBLISHED' for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if rated.reply is not null then perform kernel.refuse('WRONG_STATE'); end if;
  update ratings.rating r set reply = p_reply, replied_at = p_at where r.council_id = rated.council_id and r.id = p_id;
  return query select rated.council_id;
end $$;

-- Score: the mean of the five answers, drawn towards the mean over all providers as if there were five more
-- ratings of that mean. Subjects without a rating give no row.
create function ratings.summaries(p_providers uuid[], p_services uuid[])
returns table (subject_id uuid, score numeric, count int, on_time numeric, as_agreed numeric, dignity numeric, outcomes numeric, choose_again numeric)
language sql stable security definer set search_path = pg_catalog
begin atomic
  with everybody as (
    select (t.on_time + t.as_agreed + t.dignity + t.outcomes + t.choose_again)::numeric / t.count as mean_of_five
    from ratings.tally t where t.subject_id = '00000000-0000-0000-0000-000000000000' and t.count > 0
  )
  select t.subject_id, round((t.on_time + t.as_agreed + t.dignity + t.outcomes + t.choose_again + 5 * e.mean_of_five) / (5 * (t.count + 5)), 1), t.count,
    round(t.on_time::numeric / t.count, 1), round(t.as_agreed::numeric / t.count, 1), round(t.dignity::numeric / t.count, 1),
    round(t.outcomes::numeric / t.count, 1), round(t.choose_again::numeric / t.count, 1)
  from ratings.tally t cross join everybody e
  where t.subject_id = any (p_providers || p_services) and t.subject_id <> '00000000-0000-0000-0000-000000000000' and t.count > 0;
end;

grant execute on function ratings.rate_order, ratings.moderate, ratings.reply, ratings.summaries to owncourse_app;
