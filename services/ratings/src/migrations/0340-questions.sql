-- Ask before you buy: a question to a provider and its answer. Between the two of them, until both say that it may be shown and a
-- moderator has read it. Who asked is never shown, to the provider neither.

-- council_id is the nil id where no council funds who asks, as with ratings.
create table ratings.store_question (
  council_id uuid not null,
  id uuid not null unique,
  service_id uuid not null,
  provider_id uuid not null,
  person_id uuid not null,
  question text not null check (length(question) between 1 and 1000),
  asker_agrees boolean not null,
  asked_on date not null,
  asked_at timestamptz not null,
  answer text check (length(answer) between 1 and 2000),
  provider_agrees boolean not null default false,
  answered_on date,
  answered_at timestamptz,
  answered_by uuid,
  -- CLOSED: a moderator has put an end to it after a report. Nobody but its author and the moderators sees it then.
  state text not null check (state in ('ASKED', 'ANSWERED', 'TO_CHECK', 'SHOWN', 'NOT_SHOWN', 'CLOSED')),
  moderated_by uuid,
  moderated_at timestamptz,
  moderation_reason text,
  -- Somebody says that it is not right. Who it was is not kept.
  reported_at timestamptz,
  report_reason text check (length(report_reason) between 1 and 500),
  primary key (council_id, id),
  check (num_nulls(answer, answered_on, answered_at, answered_by) in (0, 4)),
  check (answer is not null or state in ('ASKED', 'CLOSED')),
  check (state not in ('TO_CHECK', 'SHOWN') or (asker_agrees and provider_agrees)),
  check (state not in ('NOT_SHOWN', 'CLOSED') or moderation_reason is not null),
  check (num_nulls(reported_at, report_reason) in (0, 2))
);
create index store_question_of_provider on ratings.store_question (provider_id, asked_at);
create index store_question_of_person on ratings.store_question (person_id, asked_at);
create index store_question_shown on ratings.store_question (service_id, answered_at desc, id) where state = 'SHOWN';
create index store_question_to_check on ratings.store_question (council_id, asked_at) where state = 'TO_CHECK' or reported_at is not null;

select kernel.protect_table('ratings.store_question',
  'state = ''SHOWN'' or person_id = (select kernel.scope_person())
   or (provider_id = (select kernel.scope_organisation()) and state <> ''CLOSED'')
   or ((state = ''TO_CHECK'' or reported_at is not null or moderated_at is not null) and (select kernel.scope_council()) is not null
       and council_id in ((select kernel.scope_council()), ''00000000-0000-0000-0000-000000000000''))');

-- Refuses NOT_FOUND, NOT_PERMITTED for a provider's own store, and TOO_MANY_QUESTIONS: five that wait for one provider, twenty a day.
create function ratings.ask_provider(p_id uuid, p_council uuid, p_service uuid, p_person uuid, p_organisation uuid, p_question text, p_agrees boolean, p_on date,
  p_at timestamptz)
returns table (provider_id uuid) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  seller uuid;
begin
  -- One after the other for each person, so that their questions are counted.
  perform pg_advisory_xact_lock(hashtextextended('ratings.ask_provider/' || p_person, 0));
  select s.provider_id into seller from catalogue.services(array[p_service]) s;
  if seller is null then perform kernel.refuse('NOT_FOUND'); end if;
  if seller = p_organisation then perform kernel.refuse('NOT_PERMITTED'); end if;
  if (select count(*) from ratings.store_question q where q.person_id = p_person and q.provider_id = seller and q.state = 'ASKED') >= 5
    or (select count(*) from ratings.store_question q where q.person_id = p_person and q.asked_at > p_at - interval '1 day') >= 20
  then perform kernel.refuse('TOO_MANY_QUESTIONS'); end if;
  insert into ratings.store_question (council_id, id, service_id, provider_id, person_id, question, asker_agrees, asked_on, asked_at, state)
  values (p_council, p_id, p_service, seller, p_person, p_question, p_agrees, p_on, p_at, 'ASKED');
  return query select seller;
end $$;

-- The one answer. Gives whether it now waits for a moderator.
create function ratings.answer_question(p_id uuid, p_organisation uuid, p_answer text, p_agrees boolean, p_by uuid, p_on date, p_at timestamptz)
returns table (council_id uuid, person_id uuid, service_id uuid, to_check boolean) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  asked ratings.store_question;
begin
  select * into asked from ratings.store_question q where q.id = p_id and q.provider_id = p_organisation and q.state <> 'CLOSED' for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if asked.state <> 'ASKED' then perform kernel.refuse('WRONG_STATE'); end if;
  update ratings.store_question q set answer = p_answer, provider_agrees = p_agrees, answered_on = p_on, answered_at = p_at, answered_by = p_by,
    state = case when p_agrees and q.asker_agrees then 'TO_CHECK' else 'ANSWERED' end
  where q.council_id = asked.council_id and q.id = p_id;
  return query select asked.council_id, asked.person_id, asked.service_id, p_agrees and asked.asker_agrees;
end $$;

-- One of the two says that it may be shown, or may not any more; what is shown goes at once. Gives no row where nothing changed.
create function ratings.agree_to_show(p_id uuid, p_person uuid, p_organisation uuid, p_agrees boolean)
returns table (council_id uuid, to_check boolean) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  asked ratings.store_question;
  agreed boolean;
begin
  select * into asked from ratings.store_question q
  where q.id = p_id and (q.person_id = p_person or q.provider_id = p_organisation and q.state <> 'CLOSED') for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if asked.state in ('NOT_SHOWN', 'CLOSED') then perform kernel.refuse('WRONG_STATE'); end if;
  if (case when asked.person_id = p_person then asked.asker_agrees else asked.provider_agrees end) = p_agrees then return; end if;
  agreed := p_agrees and (case when asked.person_id = p_person then asked.provider_agrees else asked.asker_agrees end);
  update ratings.store_question q set
    asker_agrees = case when q.person_id = p_person then p_agrees else q.asker_agrees end,
    provider_agrees = case when q.person_id = p_person then q.provider_agrees else p_agrees end,
    state = case when q.answer is null then 'ASKED' when agreed then 'TO_CHECK' else 'ANSWERED' end
  where q.council_id = asked.council_id and q.id = p_id;
  return query select asked.council_id, agreed and asked.answer is not null;
end $$;

-- What waits to be shown, or was reported: shown or left as it is, or not shown with a reason; what was reported is closed then.
create function ratings.moderate_question(p_id uuid, p_council uuid, p_publish boolean, p_reason text, p_by uuid, p_at timestamptz)
returns table (council_id uuid, provider_id uuid, person_id uuid, service_id uuid, state text) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  asked ratings.store_question;
  becomes text;
begin
  select * into asked from ratings.store_question q
  where q.id = p_id and q.council_id in (p_council, '00000000-0000-0000-0000-000000000000')
    and (q.state = 'TO_CHECK' or q.reported_at is not null or q.moderated_at is not null) for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if asked.state <> 'TO_CHECK' and asked.reported_at is null then perform kernel.refuse('WRONG_STATE'); end if;
  becomes := case when p_publish and asked.state = 'TO_CHECK' then 'SHOWN' when p_publish then asked.state
    when asked.reported_at is not null then 'CLOSED' else 'NOT_SHOWN' end;
  update ratings.store_question q set state = becomes, moderated_by = p_by, moderated_at = p_at, moderation_reason = p_reason, reported_at = null, report_reason = null
  where q.council_id = asked.council_id and q.id = p_id;
  return query select asked.council_id, asked.provider_id, asked.person_id, asked.service_id, becomes;
end $$;

-- By one of the two, or by anybody of what is shown. What is shown is hidden until a moderator has looked. Gives no row where it was reported already.
create function ratings.report_question(p_id uuid, p_person uuid, p_organisation uuid, p_reason text, p_at timestamptz)
returns table (council_id uuid) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  asked ratings.store_question;
begin
  select * into asked from ratings.store_question q
  where q.id = p_id and q.state <> 'CLOSED' and (q.state = 'SHOWN' or q.person_id = p_person or q.provider_id = p_organisation) for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if asked.reported_at is not null then return; end if;
  update ratings.store_question q set reported_at = p_at, report_reason = p_reason, state = case q.state when 'SHOWN' then 'TO_CHECK' else q.state end
  where q.council_id = asked.council_id and q.id = p_id;
  return query select asked.council_id;
end $$;

grant execute on function ratings.ask_provider, ratings.answer_question, ratings.agree_to_show, ratings.moderate_question, ratings.report_question to owncourse_app;
