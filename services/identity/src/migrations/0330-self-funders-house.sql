-- People who buy with their own money alone have a house of their own in the books (docs/adr/0043): a row beside the councils to
-- which no officer belongs, so that nothing of theirs is ever in a council's lists, sums or months.
create function identity.self_funders_house() returns uuid language sql immutable parallel safe security definer set search_path = pg_catalog as $$
  select '00000000-0000-4000-8000-0000005e1f00'::uuid
$$;
grant execute on function identity.self_funders_house to owncourse_app, owncourse_auditor;

insert into identity.council (id, key, name, safeguarding_phone, contact_phone) values (identity.self_funders_house(), 'own-money', 'Own money', '', '');

-- Everything on sale may be bought at its public price. Silence counts as a yes after fourteen days, as it does for councils; a provider that
-- does not answer within a week has said no.
insert into identity.council_policy (council_id, key, covers, value)
select identity.self_funders_house(), p.key, daterange('2000-01-01', null), p.value
from (values ('offCardRule', '"allow"'::jsonb), ('autoConfirmDays', '14'::jsonb), ('answerHours', '168'::jsonb)) as p (key, value);

-- A house is no council.
create or replace function identity.totals() returns table (councils int, people int, organisations int)
language sql stable security definer set search_path = pg_catalog as $$
  select (select count(*)::int from identity.council c where c.id <> identity.self_funders_house()), (select count(*)::int from identity.person), (select count(*)::int from identity.organisation)
$$;

-- Whether somebody buys with their own money on their own account.
create function identity.is_self_funder(p_person uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select 1 from identity.membership m where m.person_id = p_person and m.role = 'SELF_FUNDER' and m.ended_at is null)
$$;
grant execute on function identity.is_self_funder to owncourse_app;
