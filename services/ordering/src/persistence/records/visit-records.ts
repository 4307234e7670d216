import { nameInSql, type RecordPart, statement } from '@owncourse/kernel/contract';

const VISITS: RecordPart = {
  name: 'visits',
  title: 'Your visits',
  about: 'Each visit that was planned, what it costs, how it stands, and a fee if there was one.',
  tables: ['ordering.occurrence', 'ordering.provider_cancellation'],
  columns: {
    id: 'Number',
    order_id: 'Number of the order',
    on_date: 'Day',
    starts_at: 'From',
    ends_at: 'To',
    quantity: 'How much',
    unit_price_pence: 'Price of one',
    amount_pence: 'Price',
    status: 'How it stands',
    fee_pence: 'Fee',
    ended_at: 'Ended at',
    replaced: 'Replaced by another',
    cancelled_reason: 'Why the provider cannot come',
    cancelled_at: 'Provider said so at',
    budget_id: 'Number of the budget',
  },
  codes: ['status'],
  query: statement(
    'records.visits',
    `select c.id, c.order_id, c.on_date, c.starts_at, c.ends_at, c.quantity, c.unit_price_pence, c.amount_pence, c.status, c.fee_pence, c.ended_at, c.replaced,
       x.reason as cancelled_reason, x.cancelled_at, c.budget_id
     from ordering.occurrence c left join ordering.provider_cancellation x on x.council_id = c.council_id and x.occurrence_id = c.id
     where c.person_id = kernel.scope_person() order by c.starts_at, c.id`,
  ),
};

const DELIVERIES: RecordPart = {
  name: 'deliveries',
  title: 'Visits that were made',
  about: 'Who came, when and where, what it cost, and who said yes to it.',
  tables: ['ordering.delivery'],
  columns: {
    id: 'Number',
    occurrence_id: 'Number of the visit',
    order_id: 'Number of the order',
    on_date: 'Day',
    place: 'Where',
    worker_name: 'Who came',
    started_at: 'From',
    ended_at: 'To',
    quantity: 'How much',
    amount_pence: 'Price',
    status: 'How it stands',
    recorded_at: 'Written down at',
    confirmed_at: 'Agreed at',
    confirmed_by_name: 'Agreed by',
    confirms_itself_on: 'Agrees by itself on',
    dispute_reason: 'What was not right',
  },
  codes: ['status'],
  query: statement(
    'records.deliveries',
    `select d.id, d.occurrence_id, d.order_id, d.on_date, d.place, d.worker_name, d.started_at, d.ended_at, d.quantity, d.amount_pence, d.status, d.recorded_at,
       d.confirmed_at, ${nameInSql('d.confirmed_by')} as confirmed_by_name, d.confirms_itself_on, d.dispute_reason
     from ordering.delivery d where d.person_id = kernel.scope_person() order by d.started_at, d.id`,
  ),
};

const STARTS: RecordPart = {
  name: 'visits-begun',
  title: 'Visits that were begun',
  about: 'When a worker said that a visit had begun.',
  tables: ['ordering.visit_start'],
  columns: {
    occurrence_id: 'Number of the visit',
    order_id: 'Number of the order',
    worker_name: 'Who came',
    started_at: 'Begun at',
    recorded_at: 'Written down at',
  },
  query: statement(
    'records.visits-begun',
    `select x.occurrence_id, x.order_id, x.worker_name, x.started_at, x.recorded_at
     from ordering.visit_start x where x.person_id = kernel.scope_person() order by x.started_at, x.occurrence_id`,
  ),
};

const ALERTS: RecordPart = {
  name: 'visits-late',
  title: 'Visits that did not begin in time',
  about: 'When we told you and others that nobody had come yet.',
  tables: ['ordering.visit_alert'],
  columns: {
    occurrence_id: 'Number of the visit',
    order_id: 'Number of the order',
    starts_at: 'Should have begun at',
    alerted_at: 'We said so at',
  },
  query: statement(
    'records.visits-late',
    `select x.occurrence_id, x.order_id, x.starts_at, x.alerted_at
     from ordering.visit_alert x where x.person_id = kernel.scope_person() order by x.starts_at, x.occurrence_id`,
  ),
};

const DISPUTES: RecordPart = {
  name: 'not-right',
  title: 'Visits you said were not right',
  about: 'What was offered, what it was settled for, by whom and why.',
  tables: ['ordering.dispute'],
  columns: {
    id: 'Number',
    delivery_id: 'Number of what was delivered',
    order_id: 'Number of the order',
    status: 'How it stands',
    opened_at: 'Said at',
    opened_by_name: 'Said by',
    after_accrual: 'After it was agreed',
    noted_quantity: 'The provider wrote',
    noted_pence: 'Price of that',
    offered_quantity: 'The provider offered',
    offered_pence: 'Price of the offer',
    to_council_on: 'Goes to the council on',
    with_council_at: 'With the council since',
    outcome: 'Outcome',
    settled_quantity: 'Settled for',
    settled_pence: 'Price settled',
    settled_at: 'Settled at',
    settled_by_name: 'Settled by',
    settled_reason: 'Why',
    credit_owed_pence: 'To be given back',
  },
  codes: ['status', 'outcome'],
  query: statement(
    'records.not-right',
    `select x.id, x.delivery_id, x.order_id, x.status, x.opened_at, ${nameInSql('x.opened_by')} as opened_by_name, x.after_accrual, x.noted_quantity, x.noted_pence,
       x.offered_quantity, x.offered_pence, x.to_council_on, x.with_council_at, x.outcome, x.settled_quantity, x.settled_pence, x.settled_at,
       ${nameInSql('x.settled_by')} as settled_by_name, x.settled_reason, x.credit_owed_pence
     from ordering.dispute x where x.person_id = kernel.scope_person() order by x.opened_at, x.id`,
  ),
};

const DISPUTE_WORDS: RecordPart = {
  name: 'not-right-words',
  title: 'What was written about visits that were not right',
  about: 'Your words, the provider’s and the council’s.',
  tables: ['ordering.dispute_message'],
  columns: {
    id: 'Number',
    dispute_id: 'Number of the question',
    side: 'Written by',
    author_name: 'Name',
    body: 'Words',
    at: 'When',
  },
  codes: ['side'],
  query: statement(
    'records.not-right-words',
    `select m.id, m.dispute_id, m.side, case when m.side <> 'PROVIDER' then ${nameInSql('m.author_id')} end as author_name, m.body, m.at
     from ordering.dispute x join ordering.dispute_message m on m.council_id = x.council_id and m.dispute_id = x.id
     where x.person_id = kernel.scope_person() order by m.at, m.id`,
  ),
};

const AWAY: RecordPart = {
  name: 'days-away',
  title: 'Days you were away',
  about: 'Times in hospital or elsewhere, when nobody came, and who wrote it down.',
  tables: ['ordering.interruption'],
  columns: {
    id: 'Number',
    kind: 'What',
    from_on: 'From',
    to_on: 'Until',
    entered_at: 'Written down at',
    entered_by_name: 'Written down by',
    came_home_at: 'Home again at',
    came_home_by_name: 'Said by',
  },
  codes: ['kind'],
  query: statement(
    'records.days-away',
    `select x.id, x.kind, x.from_on, x.to_on, x.entered_at, ${nameInSql('x.entered_by')} as entered_by_name, x.came_home_at,
       ${nameInSql('x.came_home_by')} as came_home_by_name
     from ordering.interruption x where x.person_id = kernel.scope_person() order by x.entered_at, x.id`,
  ),
};

const AWAY_VISITS: RecordPart = {
  name: 'visits-while-away',
  title: 'Visits that fell out while you were away',
  about: 'Each visit, and what had to be paid for it.',
  tables: ['ordering.interrupted_visit'],
  columns: {
    interruption_id: 'Number of the time away',
    occurrence_id: 'Number of the visit',
    on_date: 'Day',
    fee_pence: 'Fee',
    retainer_pence: 'Kept by the provider',
    came_back: 'Came back',
  },
  query: statement(
    'records.visits-while-away',
    `select x.interruption_id, x.occurrence_id, x.on_date, x.fee_pence, x.retainer_pence, x.came_back
     from ordering.interrupted_visit x where x.person_id = kernel.scope_person() order by x.on_date, x.occurrence_id`,
  ),
};

export const VISIT_PARTS: readonly RecordPart[] = [
  VISITS,
  DELIVERIES,
  STARTS,
  ALERTS,
  DISPUTES,
  DISPUTE_WORDS,
  AWAY,
  AWAY_VISITS,
];
