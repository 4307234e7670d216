-- A number for each council that says when any of its agreed prices has changed, for whoever keeps them to answer many searches.
create table rates.price_revision (
  council_id uuid primary key,
  revision bigint not null
);
select kernel.protect_table('rates.price_revision', 'false');

create function rates.note_prices_changed() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into rates.price_revision as r (council_id, revision) select distinct c.council_id, 1 from changed c
  on conflict (council_id) do update set revision = r.revision + 1;
  return null;
end $$;
create trigger prices_written after insert on rates.rate_item referencing new table as changed for each statement execute function rates.note_prices_changed();
create trigger prices_changed after update on rates.rate_item referencing new table as changed for each statement execute function rates.note_prices_changed();
create trigger prices_gone after delete on rates.rate_item referencing old table as changed for each statement execute function rates.note_prices_changed();
create trigger cards_written after insert on rates.rate_card referencing new table as changed for each statement execute function rates.note_prices_changed();
create trigger cards_changed after update on rates.rate_card referencing new table as changed for each statement execute function rates.note_prices_changed();
create trigger cards_gone after delete on rates.rate_card referencing old table as changed for each statement execute function rates.note_prices_changed();

-- Another text after each change of what the price rule says for somebody a council funds: of its cards, or of what it does off them.
create function rates.price_marks(p_councils uuid[], p_on date) returns table (council_id uuid, mark text)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select c.id, concat_ws(':', p_on, coalesce(r.revision, 0), identity.policy(c.id, 'offCardRule', p_on) #>> '{}')
  from unnest(p_councils) as c (id) left join rates.price_revision r on r.council_id = c.id;
end;
grant execute on function rates.price_marks to owncourse_app;
