import {
  nameInSql,
  providerNameInSql,
  type RecordPart,
  serviceNamesInSql,
  statement,
} from '@owncourse/kernel/contract';

const BASKET: RecordPart = {
  name: 'basket',
  title: 'Your basket',
  about: 'What you put aside to order.',
  tables: ['ordering.basket_line'],
  columns: {
    variant_id: 'Number',
    service_name: 'What',
    variant_name: 'Kind',
    quantity: 'How much',
    put_at: 'Put in at',
  },
  query: statement(
    'records.basket',
    `select x.variant_id, v.service_name, v.name as variant_name, x.quantity, x.put_at
     from ordering.basket_line x left join lateral catalogue.variants(array[x.variant_id]) v on true
     where x.person_id = kernel.scope_person() order by x.put_at, x.variant_id`,
  ),
};

const TRIALS: RecordPart = {
  name: 'trials',
  title: 'Visits to meet first',
  about: 'Each trial visit, what you meant to order after it, and what you decided.',
  tables: ['ordering.trial', 'ordering.trial_reason'],
  columns: {
    order_id: 'Number of the order',
    provider_name: 'With',
    status: 'How it stands',
    quantity: 'How much',
    recurrence: 'How often',
    start_time: 'At',
    starts_on: 'From',
    reminded_at: 'Reminded at',
    decided_at: 'Decided at',
    decided_by_name: 'Decided by',
    continued_order_id: 'Number of the order after it',
    reason: 'Why not',
    provider_may_read: 'The provider may read it',
  },
  codes: ['status'],
  query: statement(
    'records.trials',
    `select x.order_id, ${providerNameInSql('x.provider_id')} as provider_name, x.status, x.quantity, x.recurrence, x.start_time, x.starts_on, x.reminded_at, x.decided_at,
       ${nameInSql('x.decided_by')} as decided_by_name, x.continued_order_id, r.reason, r.provider_may_read
     from ordering.trial x left join ordering.trial_reason r on r.council_id = x.council_id and r.order_id = x.order_id
     where x.person_id = kernel.scope_person() order by x.starts_on, x.order_id`,
  ),
};

const SHARED: RecordPart = {
  name: 'shared-orders',
  title: 'What you share with others',
  about: 'Each order that several people split, and your own answer. Who the others are and what they said is theirs.',
  tables: ['ordering.shared_order', 'ordering.shared_part'],
  columns: {
    id: 'Number',
    service_name: 'What',
    provider_name: 'From',
    status: 'How it stands',
    quantity: 'How much in all',
    starts_on: 'From the day',
    ends_on: 'Until',
    start_time: 'At',
    recurrence: 'How often',
    place: 'Where',
    note: 'Note',
    asked_at: 'Asked at',
    answer_by: 'To answer by',
    answer: 'Your answer',
    shown_unit_price_pence: 'Price shown to you',
    answered_at: 'Answered at',
    answered_by_name: 'Answered by',
    order_id: 'Number of your order',
    ended_at: 'Ended at',
    failure: 'Why it did not work',
  },
  codes: ['status', 'answer', 'failure'],
  query: statement(
    'records.shared-orders',
    `select s.id, n.service_name, n.provider_name, s.status, s.quantity, s.starts_on, s.ends_on, s.start_time, s.recurrence, s.place, s.note, s.asked_at, s.answer_by,
       p.answer, p.shown_unit_price_pence, p.answered_at, ${nameInSql('p.answered_by')} as answered_by_name, p.order_id, s.ended_at, s.failure
     from ordering.shared_part p join ordering.shared_order s on s.council_id = p.council_id and s.id = p.shared_order_id ${serviceNamesInSql('s.service_id')}
     where p.person_id = kernel.scope_person() order by s.asked_at, s.id`,
  ),
};

const JOINT: RecordPart = {
  name: 'orders-to-agree-together',
  title: 'Orders that several people have to agree for you',
  about: 'What those who act for you together asked for, and how it ended.',
  tables: ['ordering.joint_order'],
  columns: {
    id: 'Number',
    service_name: 'What',
    provider_name: 'From',
    status: 'How it stands',
    asked_by_name: 'Asked by',
    quantity: 'How much',
    starts_on: 'From the day',
    ends_on: 'Until',
    start_time: 'At',
    recurrence: 'How often',
    place: 'Where',
    note: 'Note',
    is_trial: 'To meet first',
    unit_price_pence: 'Price of one',
    line_pence: 'Price of a visit',
    own_money_pence: 'Your own money',
    total_pence: 'In all',
    visits: 'Visits',
    asked_at: 'Asked at',
    answer_by: 'To answer by',
    ended_at: 'Ended at',
    ended_by_name: 'Ended by',
    failure: 'Why it did not work',
    order_id: 'Number of the order',
  },
  codes: ['status', 'failure'],
  query: statement(
    'records.orders-to-agree-together',
    `select x.id, n.service_name, n.provider_name, x.status, ${nameInSql('x.asked_by')} as asked_by_name, x.quantity, x.starts_on, x.ends_on, x.start_time,
       x.recurrence, x.place, x.note, x.is_trial, x.unit_price_pence, x.line_pence, x.own_money_pence, x.total_pence, x.visits, x.asked_at, x.answer_by,
       x.ended_at, ${nameInSql('x.ended_by')} as ended_by_name, x.failure, x.order_id
     from ordering.joint_order x ${serviceNamesInSql('x.service_id')} where x.person_id = kernel.scope_person() order by x.asked_at, x.id`,
  ),
};

const JOINT_ANSWERS: RecordPart = {
  name: 'answers-of-those-who-agree-together',
  title: 'What those who act for you together answered',
  about: 'Each answer to an order that they have to agree.',
  tables: ['ordering.joint_answer'],
  columns: {
    id: 'Number',
    joint_order_id: 'Number of what was asked',
    answer: 'Answer',
    answered_by_name: 'Answered by',
    answered_at: 'Answered at',
  },
  codes: ['answer'],
  query: statement(
    'records.answers-of-those-who-agree-together',
    `select a.id, a.joint_order_id, a.answer, ${nameInSql('a.answered_by')} as answered_by_name, a.answered_at
     from ordering.joint_order x join ordering.joint_answer a on a.council_id = x.council_id and a.joint_order_id = x.id
     where x.person_id = kernel.scope_person() order by a.answered_at nulls last, a.id`,
  ),
};

const COVER: RecordPart = {
  name: 'cover-asked-for',
  title: 'When somebody else was asked to come',
  about: 'Each time you or somebody for you looked for another provider, and how it ended.',
  tables: ['ordering.cover_request', 'ordering.replacement'],
  columns: {
    id: 'Number',
    occurrence_id: 'Number of the visit',
    status: 'How it stands',
    asked_at: 'Asked at',
    asked_by_name: 'Asked by',
    answer_until: 'To answer by',
    provider_name: 'Who said yes',
    order_id: 'Number of the order',
    replaces_order_id: 'Instead of the order',
    first_on: 'From',
    ends_on: 'Until',
    recurrence: 'How often',
    place: 'Where',
    note: 'Note',
    ended_at: 'Ended at',
  },
  codes: ['status'],
  query: statement(
    'records.cover-asked-for',
    `select x.id, x.occurrence_id, x.status, x.asked_at, ${nameInSql('x.asked_by')} as asked_by_name, x.answer_until, ${providerNameInSql('x.provider_id')} as provider_name,
       x.order_id, x.replaces_order_id, r.first_on, r.ends_on, r.recurrence, r.place, r.note, x.ended_at
     from ordering.cover_request x left join ordering.replacement r on r.council_id = x.council_id and r.request_id = x.id
     where x.person_id = kernel.scope_person() order by x.asked_at, x.id`,
  ),
};

const COVER_ASKED: RecordPart = {
  name: 'cover-answers',
  title: 'What providers answered who were asked to come',
  about: 'Each provider that was asked, the price, and the answer.',
  tables: ['ordering.cover_ask'],
  columns: {
    request_id: 'Number of what was asked',
    provider_name: 'Provider',
    unit_price_pence: 'Price of one',
    amount_pence: 'Price',
    four_weeks_pence: 'Price of four weeks',
    shown_days: 'Days that were shown',
    status: 'Answer',
    reason: 'Why',
    answered_at: 'Answered at',
  },
  codes: ['status'],
  query: statement(
    'records.cover-answers',
    `select x.request_id, ${providerNameInSql('x.provider_id')} as provider_name, x.unit_price_pence, x.amount_pence, x.four_weeks_pence, x.shown_days, x.status, x.reason,
       x.answered_at
     from ordering.cover_ask x where x.person_id = kernel.scope_person() order by x.request_id, x.provider_id`,
  ),
};

export const MORE_ORDER_PARTS: readonly RecordPart[] = [
  BASKET,
  TRIALS,
  SHARED,
  JOINT,
  JOINT_ANSWERS,
  COVER,
  COVER_ASKED,
];
