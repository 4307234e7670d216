-- A yearly sum ends from a day, before its last one. A yearly sum belongs to its day and not to a year of days, so nothing is
-- shared out: those before the day stay whole, and those due on it or after it do not come.
alter table ledger.yearly_sum add column ended_from date;

create or replace function ledger.plan_facts(p_budget uuid, p_today date) returns jsonb language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return (select jsonb_build_object('councilId', b.council_id, 'personId', b.person_id, 'status', b.status,
    'startsOn', lower(p.covers), 'endsBefore', upper(p.covers), 'intervalWeeks', p.payment_interval_weeks,
    'fundingKind', coalesce((select i.funding_kind from ledger.instalment i where i.budget_id = b.id and i.kind = 'INSTALMENT' order by i.due_on desc limit 1),
      (select f.kind from ledger.funding_source f where f.budget_id = b.id order by lower(f.covers) desc, f.weight desc, f.kind limit 1), 'SOCIAL_CARE'),
    'councilThrough', (select max(i.covers_through) from ledger.instalment i where i.budget_id = b.id and i.kind = 'INSTALMENT' and i.posted_at is not null),
    'personThrough', (select max(i.covers_through) from ledger.instalment i where i.budget_id = b.id and i.kind = 'CONTRIBUTION' and i.due_on <= p_today and i.covers_through >= i.due_on),
    'putInPence', coalesce((select sum(case when t.from_kind = 'funder' then t.amount_pence else -t.amount_pence end) from ledger.transfer t
      where t.budget_id = b.id and (t.kind in ('INSTALMENT', 'DIFFERENCE', 'DIFFERENCE_OWED', 'TAKEN_BACK', 'OWED')
        -- What the council added when the person's part went down for days that it had paid for.
        or t.kind = 'ONE_OFF' and exists (select 1 from ledger.contribution_result r where r.budget_id = b.id and t.id = ledger.caused_id(r.id, 'COUNCIL_OWES')))), 0)::text,
    'steps', (select jsonb_agg(jsonb_build_object('from', s.from_on, 'weeklyPence', s.weekly_pence::text) order by s.from_on) from ledger.budget_step s where s.budget_id = b.id),
    'contributions', coalesce((select jsonb_agg(jsonb_build_object('from', lower(c.covers), 'before', upper(c.covers), 'weeklyPence', c.weekly_pence::text, 'netting', c.netting) order by lower(c.covers))
      from ledger.contribution_assessment c where c.budget_id = b.id), '[]'),
    'pauses', coalesce((select jsonb_agg(jsonb_build_object('from', lower(u.covers), 'before', upper(u.covers)) order by lower(u.covers)) from ledger.budget_pause u where u.budget_id = b.id), '[]'),
    'yearly', coalesce((select jsonb_agg(jsonb_build_object('firstOn', y.first_on, 'lastOn', least(y.last_on, y.ended_from - 1), 'amountPence', y.amount_pence::text, 'postedThrough',
        (select max(i.due_on) from ledger.instalment i where i.budget_id = b.id and i.kind = 'YEARLY' and i.posted_at is not null and i.yearly_sum_id = y.id), 'id', y.id) order by y.id)
      from ledger.yearly_sum y where y.budget_id = b.id), '[]'))
  from ledger.budget b
  join lateral (select * from ledger.budget_period bp where bp.budget_id = b.id order by lower(bp.covers) desc limit 1) p on true
  where b.id = p_budget);
end $$;

-- Ends it from a day, or from an earlier day than before; pence of each. What has come in stays: nothing is taken back. The budget
-- is locked by the caller. Refuses NOT_FOUND, BUDGET_CLOSED, WRONG_STATE for one that ends by then already, and INVALID_INPUT.
create function ledger.end_yearly_sum(p_council uuid, p_budget uuid, p_id uuid, p_sum uuid, p_from date, p_reason text, p_today date, p_at timestamptz, p_actor uuid)
returns bigint language plpgsql security definer set search_path = pg_catalog as $$
declare
  one ledger.yearly_sum;
  came_in date;
begin
  perform ledger.refuse_ended(p_budget);
  select * into one from ledger.yearly_sum y where y.budget_id = p_budget and y.id = p_sum;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if p_from > least(one.last_on, one.ended_from - 1) then perform kernel.refuse('WRONG_STATE'); end if;
  select max(i.due_on) into came_in from ledger.instalment i where i.budget_id = p_budget and i.kind = 'YEARLY' and i.posted_at is not null and i.yearly_sum_id = p_sum;
  if p_from < p_today or p_from <= came_in then
    perform kernel.refuse('INVALID_INPUT', jsonb_build_object('problems', jsonb_build_array(jsonb_build_object('field', 'fromDate',
      'message', case when p_from < p_today then 'Choose today or a later day. What has come in stays.'
        else 'The sum of this day has come in already, and stays. Choose a later day.' end))));
  end if;
  update ledger.yearly_sum y set ended_from = p_from where y.council_id = p_council and y.id = p_sum;
  perform ledger.add_decision(p_council, p_id, p_budget, 'YEARLY_ENDED', p_from, one.amount_pence, null, p_reason, p_actor, p_at);
  return one.amount_pence;
end $$;

-- The pause that goes on, or comes next, of a budget; no day where there is none. For rooms that go by it; as whoever asks.
create function ledger.pause_of(p_budget uuid, p_today date) returns table (council_id uuid, person_id uuid, from_on date, before_on date)
language sql stable set search_path = pg_catalog as $$
  select b.council_id, b.person_id, lower(p.covers), upper(p.covers) from ledger.budget b
  left join ledger.budget_pause p on p.budget_id = b.id and (upper_inf(p.covers) or upper(p.covers) > p_today)
  where b.id = p_budget order by lower(p.covers) limit 1
$$;

grant execute on function ledger.end_yearly_sum, ledger.pause_of to owncourse_app;
