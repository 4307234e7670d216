-- Sums of people's own money by card, and how many people stand behind them, so that a reader who may see aggregates only is shown none
-- about too few; and for finance officers the payments behind them by their references, without anybody's name.
drop function invoicing.card_sums(date, date);
create function invoicing.card_sums(p_from date, p_to date)
returns table (provider_id uuid, charge_count int, people_count int, owed_pence bigint, paid_pence bigint, back_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select c.provider_id, count(*)::int, count(distinct c.person_id)::int, sum(c.owed_pence)::bigint, sum(c.paid_pence)::bigint, sum(c.back_pence)::bigint
  from invoicing.card_charge c where c.council_id = kernel.scope_wide_council() and c.for_on between p_from and p_to group by 1 order by 5 desc, 1
$$;

create index card_charge_of_council on invoicing.card_charge (council_id, provider_id, for_on);
create function invoicing.card_references(p_provider uuid, p_from date, p_to date, p_most int)
returns table (for_on date, owed_pence bigint, paid_pence bigint, back_pence bigint, state text, payments text[])
language sql stable security definer set search_path = pg_catalog as $$
  select c.for_on, c.owed_pence, c.paid_pence, c.back_pence, c.state,
    array(select a.intent_id from invoicing.card_attempt a where a.charge_id = c.id and a.state = 'PAID' order by a.number)
  from invoicing.card_charge c
  where c.council_id = kernel.scope_wide_council() and c.provider_id = p_provider and c.for_on between p_from and p_to
  order by c.for_on desc, c.id desc limit p_most
$$;
grant execute on function invoicing.card_sums, invoicing.card_references to owncourse_app;
