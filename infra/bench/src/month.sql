-- A month of visits that were confirmed and not invoiced yet: so many people with a budget of the council, each with a standing order at one of the
-- providers, and so many visits each. Only a bench may write like this.
-- Set before: app.council, app.service, app.variant, app.budgets, app.visits, app.providers, app.pence, app.month (its first day).

create temporary table bench_budget on commit drop as
select n, md5('budget ' || n)::uuid as budget_id, md5('person ' || n)::uuid as person_id, md5('order ' || n)::uuid as order_id, md5('line ' || n)::uuid as line_id,
  md5('provider ' || n % current_setting('app.providers')::int)::uuid as provider_id
from generate_series(1, current_setting('app.budgets')::int) n;
analyze bench_budget;
select count(ledger.open_budget(current_setting('app.council')::uuid, budget_id, person_id, daterange(current_setting('app.month')::date - 60, null), 1,
  current_setting('app.pence')::bigint, 'COUNCIL_MANAGED', current_setting('app.council')::uuid, '[{"kind": "SOCIAL_CARE", "weight": 1}]', 0, 'NET',
  current_setting('app.month')::timestamptz))
from bench_budget;
insert into ordering."order" (council_id, id, kind, status, participant_ids, provider_id, service_id, placed_at, placed_by)
select current_setting('app.council')::uuid, order_id, 'STANDING', 'ACTIVE', array[person_id], provider_id, current_setting('app.service')::uuid,
  current_setting('app.month')::timestamptz - interval '40 days', person_id from bench_budget;
insert into ordering.order_version (council_id, order_id, version, starts_on, start_time, duration_minutes, recurrence, place, cancellation_notice_hours,
  cancellation_percent, made_at, made_by)
select current_setting('app.council')::uuid, order_id, 1, current_setting('app.month')::date - 40, '09:00', 120, 'FREQ=WEEKLY;BYDAY=MO', 'At home', 24, 50,
  current_setting('app.month')::timestamptz - interval '40 days', person_id from bench_budget;
insert into ordering.order_line (council_id, id, order_id, version, person_id, budget_id, variant_id, quantity, unit_price_pence, line_pence, price_kind)
select current_setting('app.council')::uuid, line_id, order_id, 1, person_id, budget_id, current_setting('app.variant')::uuid, 2,
  current_setting('app.pence')::bigint / 2, current_setting('app.pence')::bigint, 'FIXED' from bench_budget;
create temporary table bench_visit on commit drop as
select b.*, current_setting('app.month')::date + v - 1 as day, md5('visit ' || b.n || ' ' || v)::uuid as visit_id, md5('note ' || b.n || ' ' || v)::uuid as note_id
from bench_budget b, generate_series(1, current_setting('app.visits')::int) v;
insert into ordering.occurrence (council_id, id, order_id, line_id, person_id, budget_id, provider_id, on_date, starts_at, ends_at, quantity, unit_price_pence,
  amount_pence, status, ended_at)
select current_setting('app.council')::uuid, visit_id, order_id, line_id, person_id, budget_id, provider_id, day, day + interval '9 hours', day + interval '11 hours', 2,
  current_setting('app.pence')::bigint / 2, current_setting('app.pence')::bigint, 'CONFIRMED', day + interval '12 hours' from bench_visit order by day, n;
insert into ordering.delivery (council_id, id, occurrence_id, order_id, person_id, budget_id, provider_id, on_date, place, worker_name, started_at, ended_at, quantity,
  amount_pence, status, recorded_at, recorded_by, confirmed_at, confirmed_by)
select current_setting('app.council')::uuid, note_id, visit_id, order_id, person_id, budget_id, provider_id, day, 'At home', 'Wren', day + interval '9 hours',
  day + interval '11 hours', 2, current_setting('app.pence')::bigint, 'CONFIRMED', day + interval '11 hours', person_id, day + interval '12 hours', person_id
from bench_visit order by day, n;
