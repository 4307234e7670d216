-- How much somebody may own before a council pays nothing (England), as dated data: the law's figures, not one council's rule for
-- contributions, which is its policy `capitalLimit`. What anybody owns is nowhere in here.
create table identity.capital_limit (
  covers daterange primary key check (not isempty(covers) and not lower_inf(covers)),
  upper_pence bigint not null,
  lower_pence bigint not null check (lower_pence between 0 and upper_pence),
  exclude using gist (covers with &&)
);
-- The law's figures are everybody's.
select kernel.protect_table('identity.capital_limit', 'true');
insert into identity.capital_limit values (daterange('2010-04-01', null), 2325000, 1425000);

-- No row for a day of which nothing is known.
create function identity.capital_limits(p_on date) returns table (upper_pence bigint, lower_pence bigint, since date)
language sql stable security definer set search_path = pg_catalog as $$
  select l.upper_pence, l.lower_pence, lower(l.covers) from identity.capital_limit l where l.covers @> p_on
$$;
grant execute on function identity.capital_limits to owncourse_app;
