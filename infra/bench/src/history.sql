-- A history as years of use leave it, made set by set: each budget's weeks of money in, a visit promised, confirmed,
-- invoiced and paid, five transfers a week, the budgets' weeks one among the other as they happened. Constraints and triggers
-- are on, and `verify` finds nothing wrong. Only a bench may write like this.
-- Statistics are gathered on the way: plans that were made for empty tables would be kept and read whole tables for each row.
-- Set before: app.council, app.provider, app.service, app.variant, app.budgets, app.weeks, app.pence, app.today.

create temporary table bench_budget on commit drop as
select n, case when b.id is null then md5('budget ' || n)::uuid else b.id end as budget_id,
  case when b.id is null then md5('person ' || n)::uuid else b.person_id end as person_id, b.id is null as is_new,
  md5('order ' || n)::uuid as order_id, md5('line ' || n)::uuid as line_id
from generate_series(1, current_setting('app.budgets')::int) n
left join (select id, person_id, row_number() over (order by id) as n from ledger.budget where council_id = current_setting('app.council')::uuid) b using (n);
analyze bench_budget;

select count(ledger.open_budget(current_setting('app.council')::uuid, budget_id, person_id, daterange(current_setting('app.today')::date - 7 * 60, null), 1,
  current_setting('app.pence')::bigint, 'COUNCIL_MANAGED', current_setting('app.council')::uuid, '[{"kind": "SOCIAL_CARE", "weight": 1}]', 0, 'NET', current_setting('app.today')::timestamptz))
from bench_budget where is_new;
analyze ledger.budget, ledger.budget_balance, ledger.account;

create temporary table bench_account on commit drop as
select b.*, v.available_pence as base, v.available_account, v.committed_account, v.accrued_account, v.paid_account,
  ledger.account_for(v.council_id, 'invoiced', b.budget_id, current_setting('app.provider')::uuid, null) as invoiced_account,
  ledger.account_for(v.council_id, 'funder', null, null, 'SOCIAL_CARE') as funder_account
from bench_budget b join ledger.budget_balance v on v.budget_id = b.budget_id;
analyze bench_account;
analyze ledger.account;

insert into ordering."order" (council_id, id, kind, status, participant_ids, provider_id, service_id, placed_at, placed_by)
select current_setting('app.council')::uuid, order_id, 'STANDING', 'ACTIVE', array[person_id], current_setting('app.provider')::uuid, current_setting('app.service')::uuid,
  current_setting('app.today')::timestamptz - interval '400 days', person_id from bench_account;
analyze ordering."order";
insert into ordering.order_version (council_id, order_id, version, starts_on, start_time, duration_minutes, recurrence, place, cancellation_notice_hours, cancellation_percent, made_at, made_by)
select current_setting('app.council')::uuid, order_id, 1, current_setting('app.today')::date - 400, '09:00', 120, 'FREQ=WEEKLY;BYDAY=MO', 'At home', 24, 50,
  current_setting('app.today')::timestamptz - interval '400 days', person_id from bench_account;
analyze ordering.order_version;
insert into ordering.order_line (council_id, id, order_id, version, person_id, budget_id, variant_id, quantity, unit_price_pence, line_pence, price_kind)
select current_setting('app.council')::uuid, line_id, order_id, 1, person_id, budget_id, current_setting('app.variant')::uuid, 2, current_setting('app.pence')::bigint / 2,
  current_setting('app.pence')::bigint, 'FIXED' from bench_account;
analyze ordering.order_line;

create temporary table bench_week on commit drop as
select a.*, w as week, current_setting('app.today')::date - 7 * (current_setting('app.weeks')::int - w + 1) as day,
  md5('visit ' || a.n || ' ' || w)::uuid as visit_id, md5('note ' || a.n || ' ' || w)::uuid as note_id, md5('money ' || a.n || ' ' || w)::uuid as money_id,
  md5('invoice ' || a.n || ' ' || w)::uuid as invoice_id
from bench_account a, generate_series(1, current_setting('app.weeks')::int) w;
analyze bench_week;

insert into ordering.occurrence (council_id, id, order_id, line_id, person_id, budget_id, provider_id, on_date, starts_at, ends_at, quantity, unit_price_pence, amount_pence, status, ended_at)
select current_setting('app.council')::uuid, visit_id, order_id, line_id, person_id, budget_id, current_setting('app.provider')::uuid, day, day + interval '9 hours', day + interval '11 hours', 2,
  current_setting('app.pence')::bigint / 2, current_setting('app.pence')::bigint, 'CONFIRMED', day + interval '12 hours' from bench_week order by week, n;
analyze ordering.occurrence;
insert into ordering.delivery (council_id, id, occurrence_id, order_id, person_id, budget_id, provider_id, on_date, place, worker_name, started_at, ended_at, quantity, amount_pence,
  status, recorded_at, recorded_by, confirmed_at, confirmed_by)
select current_setting('app.council')::uuid, note_id, visit_id, order_id, person_id, budget_id, current_setting('app.provider')::uuid, day, 'At home', 'Wren', day + interval '9 hours',
  day + interval '11 hours', 2, current_setting('app.pence')::bigint, 'CONFIRMED', day + interval '11 hours', person_id, day + interval '12 hours', person_id from bench_week order by week, n;
analyze ordering.delivery;
insert into ledger.hold (council_id, id, budget_id, order_id, state, planned_pence, remaining_pence, effective_on)
select current_setting('app.council')::uuid, visit_id, budget_id, order_id, 'CLOSED', current_setting('app.pence')::bigint, 0, day from bench_week order by week, n;
analyze ledger.hold;
insert into ledger.instalment (council_id, id, budget_id, kind, due_on, covers_through, amount_pence, posted_at)
select current_setting('app.council')::uuid, money_id, budget_id, 'INSTALMENT', day, day + 6, current_setting('app.pence')::bigint, day from bench_week order by week, n;
analyze ledger.instalment;

insert into ledger.transfer (council_id, id, posting_group, kind, from_account, from_kind, to_account, to_kind, amount_pence, budget_id, hold_id, order_id, effective_on, recorded_at,
  actor_id, available_after_pence)
select current_setting('app.council')::uuid, t.id, t.cause, t.kind, t.from_account, t.from_kind, t.to_account, t.to_kind, current_setting('app.pence')::bigint, b.budget_id, t.hold_id, t.order_id,
  b.day, b.day + t.step * interval '1 hour', b.person_id, t.left_pence
from bench_week b cross join lateral (values
  (1, b.money_id, b.money_id, 'INSTALMENT', b.funder_account, 'funder', b.available_account, 'available', null::uuid, null::uuid, b.base + current_setting('app.pence')::bigint),
  (2, b.visit_id, b.order_id, 'HELD', b.available_account, 'available', b.committed_account, 'committed', b.visit_id, b.order_id, b.base),
  (3, ledger.caused_id(b.note_id, 'ACCRUED'), b.note_id, 'CONFIRMED', b.committed_account, 'committed', b.accrued_account, 'accrued', b.visit_id, b.order_id, b.base),
  (4, ledger.caused_id(b.invoice_id, 'INVOICED:' || b.budget_id), b.invoice_id, 'INVOICED', b.accrued_account, 'accrued', b.invoiced_account, 'invoiced', null, null, b.base),
  (5, ledger.caused_id(b.invoice_id, 'PAID:' || b.budget_id), b.invoice_id, 'PAID', b.invoiced_account, 'invoiced', b.paid_account, 'paid', null, null, b.base)
) as t (step, id, cause, kind, from_account, from_kind, to_account, to_kind, hold_id, order_id, left_pence)
order by b.week, t.step, b.n;
analyze ledger.transfer;
insert into ledger.accrual_share (council_id, transfer_id, budget_id, funding_kind, amount_pence)
select current_setting('app.council')::uuid, ledger.caused_id(note_id, 'ACCRUED'), budget_id, 'SOCIAL_CARE', current_setting('app.pence')::bigint from bench_week order by week, n;
analyze ledger.accrual_share;
update ledger.budget_balance v set paid_pence = v.paid_pence + current_setting('app.weeks')::int * current_setting('app.pence')::bigint,
  funded_through = greatest(v.funded_through, current_setting('app.today')::date - 1)
from bench_account a where a.budget_id = v.budget_id;
