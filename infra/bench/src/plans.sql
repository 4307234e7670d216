-- What the budgets of history.sql have before them: an instalment each week, and two visits a week that are planned, for 26
-- weeks. From the tenth week on every hundredth budget gets a tenth less.
-- Set before: app.council, app.provider, app.budgets, app.pence, app.today.

create temporary table bench_plan on commit drop as
select n, b.id as budget_id, b.person_id, md5('order ' || n)::uuid as order_id, md5('line ' || n)::uuid as line_id, w as week, current_setting('app.today')::date + 7 * w as day
from generate_series(1, current_setting('app.budgets')::int) n
join ledger.budget b on b.id = md5('budget ' || n)::uuid, generate_series(1, 25) w;
analyze bench_plan;

insert into ledger.instalment (council_id, id, budget_id, kind, due_on, covers_through, amount_pence)
select current_setting('app.council')::uuid, md5('coming ' || n || ' ' || week)::uuid, budget_id, 'INSTALMENT', day, day + 6,
  case when n % 100 = 0 and week >= 10 then current_setting('app.pence')::bigint * 18 / 10 else current_setting('app.pence')::bigint * 2 end from bench_plan;
analyze ledger.instalment;
insert into ordering.occurrence (council_id, id, order_id, line_id, person_id, budget_id, provider_id, on_date, starts_at, ends_at, quantity, unit_price_pence, amount_pence, status)
select current_setting('app.council')::uuid, md5('planned ' || n || ' ' || week || ' ' || v)::uuid, order_id, line_id, person_id, budget_id, current_setting('app.provider')::uuid, day + v,
  day + v + interval '9 hours', day + v + interval '11 hours', 2, current_setting('app.pence')::bigint / 2, current_setting('app.pence')::bigint, 'PLANNED'
from bench_plan, generate_series(0, 3, 3) v;
analyze ordering.occurrence;
insert into ledger.hold (council_id, id, budget_id, order_id, state, planned_pence, remaining_pence, effective_on)
select current_setting('app.council')::uuid, md5('planned ' || n || ' ' || week || ' ' || v)::uuid, budget_id, order_id, 'PLANNED', current_setting('app.pence')::bigint, 0, day + v
from bench_plan, generate_series(0, 3, 3) v;
analyze ledger.hold;
