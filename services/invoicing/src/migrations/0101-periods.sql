-- The period an invoice covers by the council's rule; null means "what is confirmed so far". Weeks are London weeks from
-- Monday; four weeks are counted from Monday 3 January 2000, the same for everybody.
create or replace function invoicing.period_of(p_rule text, p_on date) returns daterange language sql immutable parallel safe
  return case p_rule
    when 'weekly' then daterange(date_trunc('week', p_on::timestamp)::date, date_trunc('week', p_on::timestamp)::date + 7)
    when 'four-weekly' then daterange(p_on - (p_on - date '2000-01-03') % 28, p_on - (p_on - date '2000-01-03') % 28 + 28)
    when 'monthly' then daterange(date_trunc('month', p_on::timestamp)::date, (date_trunc('month', p_on::timestamp) + interval '1 month')::date)
  end;
