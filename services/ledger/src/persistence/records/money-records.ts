import { nameInSql, type RecordPart, statement } from '@owncourse/kernel/contract';
import { ofBudgets } from './budget-part.js';

/** What a transfer did, from the person's side of it. */
const WORDS = `case
    when x.to_kind = 'available' and x.from_kind in ('funder', 'person') then 'money in'
    when x.from_kind = 'available' and x.to_kind = 'committed' then 'promised for a visit'
    when x.from_kind = 'committed' and x.to_kind = 'available' then 'no longer promised'
    when x.to_kind = 'accrued' then 'delivered'
    when x.from_kind = 'accrued' and x.to_kind = 'invoiced' then 'put on an invoice'
    when x.from_kind = 'available' and x.to_kind = 'paid' then 'spent'
    when x.to_kind in ('paid', 'settlement') then 'paid'
    when x.to_kind = 'available' then 'back in your budget'
    when x.from_kind = 'available' and x.to_kind in ('funder', 'person', 'reclaimed') then 'money out'
    else 'moved' end`;

const LINES = ofBudgets({
  name: 'budget-lines',
  title: 'Every line of your budget',
  about: 'All money in, money promised, money spent and money out, in the order in which it was written down.',
  table: 'ledger.transfer',
  columns: {
    id: 'Number',
    effective_on: 'For the day',
    recorded_at: 'Written down at',
    words: 'What happened',
    amount_pence: 'Sum',
    available_after_pence: 'Left after it',
    kind: 'Kind',
    from_kind: 'From',
    to_kind: 'To',
    order_id: 'Number of the order',
    hold_id: 'Number of the visit',
    actor_name: 'By whom',
    mandate_id: 'Number of their authority',
  },
  codes: ['kind', 'from_kind', 'to_kind'],
  select: `x.id, x.effective_on, x.recorded_at, ${WORDS} as words, x.amount_pence, x.available_after_pence, x.kind, x.from_kind, x.to_kind, x.order_id, x.hold_id,
    ${nameInSql('x.actor_id')} as actor_name, x.mandate_id`,
  order: 'x.budget_id, x.position',
});

const HOLDS = ofBudgets({
  name: 'money-promised',
  title: 'Money promised for visits',
  about: 'What was kept for each visit, and what is still kept.',
  table: 'ledger.hold',
  columns: {
    id: 'Number of the visit',
    order_id: 'Number of the order',
    effective_on: 'Day',
    state: 'How it stands',
    planned_pence: 'Planned',
    remaining_pence: 'Still kept',
  },
  codes: ['state'],
  select: 'x.id, x.order_id, x.effective_on, x.state, x.planned_pence, x.remaining_pence',
  order: 'x.effective_on, x.id',
});

const INSTALMENTS = ofBudgets({
  name: 'payments-in',
  title: 'Payments into your budget',
  about: 'Each payment that came in or is due, and the days it is for.',
  table: 'ledger.instalment',
  columns: {
    id: 'Number',
    kind: 'Kind',
    funding_kind: 'From',
    due_on: 'Due on',
    covers_through: 'Covers until',
    amount_pence: 'Sum',
    posted_at: 'Came in at',
  },
  codes: ['kind', 'funding_kind'],
  select: 'x.id, x.kind, x.funding_kind, x.due_on, x.covers_through, x.amount_pence, x.posted_at',
  order: 'x.due_on, x.id',
});

const EMERGENCY = ofBudgets({
  name: 'emergency-money',
  title: 'Emergency money from the council',
  about: 'Money the council put in because care could not wait.',
  table: 'ledger.emergency_funding',
  columns: {
    order_id: 'Number of the order',
    amount_pence: 'Put in',
    returned_pence: 'Given back',
    given_at: 'Put in at',
    settled_at: 'Settled at',
  },
  select: 'x.order_id, x.amount_pence, x.returned_pence, x.given_at, x.settled_at',
  order: 'x.given_at, x.order_id',
});

const SHORT_WEEKS = ofBudgets({
  name: 'weeks-running-short',
  title: 'Weeks that ran or may run short',
  about: 'When we saw that your money may not last, and how much was missing.',
  table: 'ledger.short_week',
  columns: {
    week_starting: 'Week from',
    missing_pence: 'Missing',
    missing_in_all_pence: 'Missing in all',
    part_route: 'Part',
    first_seen_at: 'First seen at',
    seen_at: 'Last seen at',
    cleared_at: 'Put right at',
  },
  codes: ['part_route'],
  select:
    'x.week_starting, x.missing_pence, x.missing_in_all_pence, x.part_route, x.first_seen_at, x.seen_at, x.cleared_at',
  order: 'b.id, x.week_starting',
});

const RECLAIMS = ofBudgets({
  name: 'money-asked-back',
  title: 'Money the council asked back',
  about: 'What was asked for, what you said to it, and what was decided and why.',
  table: 'ledger.reclaim',
  columns: {
    id: 'Number',
    status: 'How it stands',
    proposed_pence: 'Asked for',
    reserve_pence: 'What you may keep',
    proposed_on: 'Asked on',
    decide_from: 'Decided from',
    disagreement: 'What you said',
    disagreed_by_name: 'Said by',
    disagreed_at: 'Said at',
    taken_pence: 'Taken',
    reason: 'Why',
    decided_by_name: 'Decided by',
    decided_at: 'Decided at',
  },
  codes: ['status'],
  select: `x.id, x.status, x.proposed_pence, x.reserve_pence, x.proposed_on, x.decide_from, x.disagreement, ${nameInSql('x.disagreed_by')} as disagreed_by_name,
    x.disagreed_at, x.taken_pence, x.reason, ${nameInSql('x.decided_by')} as decided_by_name, x.decided_at`,
  order: 'x.proposed_on, x.id',
});

const OWN_MONEY: RecordPart = {
  name: 'own-money',
  title: 'Your own money for visits',
  about: 'What you agreed to pay yourself for a visit, and what is owed.',
  tables: ['ledger.own_money'],
  columns: {
    id: 'Number of the visit',
    order_id: 'Number of the order',
    effective_on: 'Day',
    agreed_pence: 'Agreed',
    owed_pence: 'Owed',
    state: 'How it stands',
    agreed_at: 'Agreed at',
    agreed_by_name: 'Agreed by',
  },
  codes: ['state'],
  query: statement(
    'records.own-money',
    `select x.id, x.order_id, x.effective_on, x.agreed_pence, x.owed_pence, x.state, x.agreed_at, ${nameInSql('x.agreed_by')} as agreed_by_name
     from ledger.own_money x where x.person_id = kernel.scope_person() order by x.effective_on, x.id`,
  ),
};

export const MONEY_PARTS: readonly RecordPart[] = [
  LINES,
  HOLDS,
  INSTALMENTS,
  EMERGENCY,
  SHORT_WEEKS,
  RECLAIMS,
  OWN_MONEY,
];
