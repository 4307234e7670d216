-- What messages say about ratings, by their ids. No scores and no words.
create function ratings.rating_facts(p_ids uuid[])
returns table (id uuid, council_id uuid, order_id uuid, person_id uuid, provider_id uuid, service_id uuid, may_be_shown boolean)
language sql stable security definer set search_path = pg_catalog as $$
  select r.id, r.council_id, r.order_id, r.person_id, r.provider_id, r.service_id, r.may_be_shown from ratings.rating r where r.id = any (p_ids)
$$;
grant execute on function ratings.rating_facts to owncourse_app;
