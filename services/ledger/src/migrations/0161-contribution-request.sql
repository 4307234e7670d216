-- The council asks a person for what they still owe of their contribution. Asking moves nothing, and unpaid stops no help. What is
-- left of it follows from what came in since, and is never more than is still to pay; a later one takes the place of an earlier.
create table ledger.contribution_request (
  council_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  -- Which was asked last: two may be of the same moment.
  position bigint generated always as identity,
  amount_pence bigint not null check (amount_pence > 0),
  -- What had come in when it was asked, net and gross together.
  collected_before_pence bigint not null check (collected_before_pence >= 0),
  asked_on date not null,
  pay_by date not null check (pay_by >= asked_on),
  asked_by uuid not null,
  asked_at timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, budget_id) references ledger.budget
);
create index contribution_request_of_budget on ledger.contribution_request (budget_id, position desc);
create trigger append_only before update or delete on ledger.contribution_request for each row execute function ledger.refuse_change();
create trigger append_only_all before truncate on ledger.contribution_request execute function ledger.refuse_change();
select kernel.protect_table('ledger.contribution_request', 'exists (select 1 from ledger.budget b where b.id = budget_id)');

-- Refuses a sum that is more than is still to pay. Gives the day to pay by (council policy contributionPayDays, 28 where it has none).
create function ledger.ask_for_contribution(p_budget uuid, p_id uuid, p_amount bigint, p_today date, p_at timestamptz, p_actor uuid)
returns table (pay_by date, person_id uuid) language plpgsql security definer set search_path = pg_catalog as $$
declare
  the_budget ledger.budget;
  unpaid bigint;
  collected bigint;
  day date;
begin
  perform ledger.lock_budgets(array[p_budget], false);
  select * into the_budget from ledger.budget b where b.id = p_budget;
  if the_budget.status = 'CLOSED' then perform kernel.refuse('BUDGET_CLOSED'); end if;
  select coalesce(sum(greatest(s.charged_pence - s.collected_pence + s.reimbursed_pence, 0)), 0), coalesce(sum(s.collected_pence), 0)
  into unpaid, collected from ledger.contribution_sums(p_budget, p_today) s;
  if p_amount > unpaid then
    perform kernel.refuse('INVALID_INPUT', jsonb_build_object('problems', jsonb_build_array(jsonb_build_object('field', 'amountPence',
      'message', case when unpaid = 0 then 'Nothing is still to pay. There is nothing to ask for.'
        else 'That is more than is still to pay. Ask for a smaller sum.' end))));
  end if;
  day := p_today + ledger.policy_number(the_budget.council_id, 'contributionPayDays', p_today, 28);
  insert into ledger.contribution_request (council_id, id, budget_id, amount_pence, collected_before_pence, asked_on, pay_by, asked_by, asked_at)
  values (the_budget.council_id, p_id, p_budget, p_amount, collected, p_today, day, p_actor, p_at);
  return query select day, the_budget.person_id;
end $$;

grant execute on function ledger.ask_for_contribution to owncourse_app;
