-- How many visits a provider says that it can make at one time: each word with who said it and when, the last one counts.
create table catalogue.capacity (
  provider_id uuid not null references catalogue.provider,
  -- 1, 2, …: the first word, the next.
  number int not null check (number > 0),
  visits_at_once int not null check (visits_at_once between 1 and 2000),
  said_at timestamptz not null,
  said_by uuid not null,
  primary key (provider_id, number)
);
-- A provider's own affair: what searchers see is whether somebody can be asked.
select kernel.protect_table('catalogue.capacity', 'provider_id = (select kernel.scope_organisation())');

-- The most that a kind of provider may say. Somebody who works alone is in one place.
create function catalogue.most_at_once(p_kind text) returns int language sql immutable set search_path = pg_catalog
begin atomic
  select case when p_kind in ('PERSONAL_ASSISTANT', 'MICRO') then 1 else 2000 end;
end;

-- As in 0240, and for others what they said last; null where they have said nothing. What somebody said before they worked alone does not count.
create or replace function catalogue.visits_at_once(p_providers uuid[]) returns table (id uuid, visits_at_once int)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select p.id, case catalogue.most_at_once(p.kind) when 1 then 1
    else (select c.visits_at_once from catalogue.capacity c where c.provider_id = p.id order by c.number desc limit 1) end
  from catalogue.provider p where p.id = any (p_providers);
end;

-- False, and nothing is written, where that was said last. Two at once wait for each other. Refuses NOT_FOUND without a store, INVALID_INPUT.
create function catalogue.declare_capacity(p_provider uuid, p_visits int, p_at timestamptz, p_by uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare
  most int;
  last_word catalogue.capacity;
begin
  select catalogue.most_at_once(p.kind) into most from catalogue.provider p where p.id = p_provider for no key update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if p_visits < 1 or p_visits > most then
    perform catalogue.refuse_unknown('visitsAtOnce', case most
      when 1 then 'Your store is for one person, who can make one visit at a time. If others work with you now, ask us to change the kind of your store first.'
      else format('Give a whole number from 1 to %s.', most) end);
  end if;
  select * into last_word from catalogue.capacity c where c.provider_id = p_provider order by c.number desc limit 1;
  if last_word.visits_at_once = p_visits then return false; end if;
  insert into catalogue.capacity values (p_provider, coalesce(last_word.number, 0) + 1, p_visits, p_at, p_by);
  return true;
end $$;

grant execute on function catalogue.most_at_once, catalogue.declare_capacity to owncourse_app;
