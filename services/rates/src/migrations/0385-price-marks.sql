-- Whoever keeps a council's prices is told with their mark whether it matters to them how a reader's money is held, so that nothing
-- more is asked for readers to whom it makes no difference. Another card is another mark.
drop function rates.price_marks(uuid[], date);
create function rates.price_marks(p_councils uuid[], p_on date) returns table (council_id uuid, mark text, by_route boolean)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select c.id, concat_ws(':', p_on, coalesce(r.revision, 0), identity.policy(c.id, 'offCardRule', p_on) #>> '{}'), rates.has_cards_by_route(c.id)
  from unnest(p_councils) as c (id) left join rates.price_revision r on r.council_id = c.id;
end;
grant execute on function rates.price_marks to owncourse_app;
