import {
  nameInSql,
  providerNameInSql,
  type RecordPart,
  serviceNamesInSql,
  statement,
} from '@owncourse/kernel/contract';

/** An order names its people; the rows of others in it are theirs. */
const MINE = 'kernel.scope_person() = any (o.participant_ids)';

const variantName = (variant: string): string => `(select v.name from catalogue.variants(array[${variant}]) v)`;

const ORDERS: RecordPart = {
  name: 'orders',
  title: 'Your orders',
  about: 'Each order for you, also those that are over: what, from whom, how it stands, and who placed it.',
  tables: ['ordering.order', 'ordering.own_purchase'],
  columns: {
    id: 'Number',
    service_name: 'What',
    provider_name: 'From',
    kind: 'Once or again and again',
    status: 'How it stands',
    placed_at: 'Placed at',
    placed_by_name: 'Placed by',
    mandate_id: 'Number of their authority',
    urgent: 'Could not wait',
    decline_reason: 'Why the provider said no',
    refusal_reason: 'Why the council said no',
    decided_by_name: 'Decided by',
    decided_at: 'Decided at',
    shared_order_id: 'Number of what you share',
    rights_read_at: 'Told your rights at',
    asks_to_start_early: 'Asked to start early',
    agreed_at: 'Agreed at',
  },
  codes: ['kind', 'status'],
  query: statement(
    'records.orders',
    `select o.id, n.service_name, n.provider_name, o.kind, o.status, o.placed_at, ${nameInSql('o.placed_by')} as placed_by_name, o.mandate_id, o.urgent,
       o.decline_reason, o.refusal_reason, ${nameInSql('o.decided_by')} as decided_by_name, o.decided_at, o.shared_order_id,
       p.rights_read_at, p.asks_to_start_early, p.agreed_at
     from ordering."order" o ${serviceNamesInSql('o.service_id')}
     left join ordering.own_purchase p on p.council_id = o.council_id and p.order_id = o.id and p.person_id = kernel.scope_person()
     where ${MINE} order by o.placed_at, o.id`,
  ),
};

const VERSIONS: RecordPart = {
  name: 'order-versions',
  title: 'Each version of your orders',
  about: 'When, where and how often, with your note for the provider. A change makes a new version.',
  tables: ['ordering.order_version'],
  columns: {
    order_id: 'Number of the order',
    version: 'Version',
    starts_on: 'From',
    ends_on: 'Until',
    start_time: 'At',
    duration_minutes: 'Minutes',
    recurrence: 'How often',
    place: 'Where',
    note: 'Note',
    cancellation_notice_hours: 'Hours to cancel freely',
    cancellation_percent: 'Percent kept when later',
    own_money_pence: 'Your own money for each visit',
    effective_on: 'Counts from',
    made_at: 'Made at',
    made_by_name: 'Made by',
    answer: 'The provider’s answer',
    answer_reason: 'Why',
    mandate_id: 'Number of their authority',
  },
  codes: ['answer'],
  query: statement(
    'records.order-versions',
    `select x.order_id, x.version, x.starts_on, x.ends_on, x.start_time, x.duration_minutes, x.recurrence, x.place, x.note, x.cancellation_notice_hours,
       x.cancellation_percent, x.own_money_pence, x.effective_on, x.made_at, ${nameInSql('x.made_by')} as made_by_name, x.answer, x.answer_reason, x.mandate_id
     from ordering."order" o join ordering.order_version x on x.council_id = o.council_id and x.order_id = o.id
     where ${MINE} order by o.placed_at, o.id, x.version`,
  ),
};

const LINES: RecordPart = {
  name: 'order-lines',
  title: 'What your orders cost',
  about: 'Quantity and price of each version of an order: your part alone, where you share it.',
  tables: ['ordering.order_line'],
  columns: {
    id: 'Number',
    order_id: 'Number of the order',
    version: 'Version',
    variant_name: 'What',
    quantity: 'How much',
    unit_price_pence: 'Price of one',
    line_pence: 'Price',
    price_kind: 'Kind of price',
    budget_id: 'Number of the budget',
    rate_card_version: 'Version of the price list',
  },
  codes: ['price_kind'],
  query: statement(
    'records.order-lines',
    `select x.id, x.order_id, x.version, ${variantName('x.variant_id')} as variant_name, x.quantity, x.unit_price_pence, x.line_pence, x.price_kind, x.budget_id,
       x.rate_card_version
     from ordering."order" o join ordering.order_line x on x.council_id = o.council_id and x.order_id = o.id
     where ${MINE} and x.person_id = kernel.scope_person() order by o.placed_at, o.id, x.version, x.id`,
  ),
};

const TIMES: RecordPart = {
  name: 'order-times',
  title: 'Times of orders with several visits a day',
  about: 'Each time of day of such an order.',
  tables: ['ordering.order_time'],
  columns: {
    order_id: 'Number of the order',
    version: 'Version',
    place: 'Place in the day',
    on_date: 'Day',
    start_time: 'At',
    duration_minutes: 'Minutes',
    quantity: 'How much',
    line_pence: 'Price',
  },
  query: statement(
    'records.order-times',
    `select x.order_id, x.version, x.place, x.on_date, x.start_time, x.duration_minutes, x.quantity, x.line_pence
     from ordering."order" o join ordering.order_time x on x.council_id = o.council_id and x.order_id = o.id
     where ${MINE} order by o.placed_at, o.id, x.version, x.place`,
  ),
};

const EVENTS: RecordPart = {
  name: 'order-history',
  title: 'What happened to your orders',
  about: 'Each step of an order, and who took it.',
  tables: ['ordering.order_event'],
  columns: { id: 'Number', order_id: 'Number of the order', at: 'When', code: 'What', actor_name: 'By whom' },
  codes: ['code'],
  query: statement(
    'records.order-history',
    `select x.id, x.order_id, x.at, x.code, ${nameInSql('x.actor_id')} as actor_name
     from ordering."order" o join ordering.order_event x on x.council_id = o.council_id and x.order_id = o.id
     where ${MINE} order by x.at, x.id`,
  ),
};

const APPROVALS: RecordPart = {
  name: 'approvals',
  title: 'Why an order had to be approved',
  about: 'The rule because of which the council was asked.',
  tables: ['ordering.approval_reason'],
  columns: { order_id: 'Number of the order', version: 'Version', code: 'Rule', details: 'Details', at: 'When' },
  codes: ['code'],
  query: statement(
    'records.approvals',
    `select x.order_id, x.version, x.code, x.details, x.at
     from ordering."order" o join ordering.approval_reason x on x.council_id = o.council_id and x.order_id = o.id
     where ${MINE} order by x.at, x.order_id, x.code`,
  ),
};

const BREAKS: RecordPart = {
  name: 'order-breaks',
  title: 'Breaks of your orders',
  about: 'Days on which nobody comes, as you or somebody for you asked.',
  tables: ['ordering.order_break'],
  columns: {
    id: 'Number',
    order_id: 'Number of the order',
    first_on: 'From',
    last_on: 'Until',
    made_at: 'Asked at',
    made_by_name: 'Asked by',
  },
  query: statement(
    'records.order-breaks',
    `select x.id, x.order_id, lower(x.covers) as first_on, upper(x.covers) - 1 as last_on, x.made_at, ${nameInSql('x.made_by')} as made_by_name
     from ordering."order" o join ordering.order_break x on x.council_id = o.council_id and x.order_id = o.id
     where ${MINE} order by x.made_at, x.id`,
  ),
};

const RISES: RecordPart = {
  name: 'price-rises',
  title: 'Higher prices that you were asked about',
  about: 'Each new price of an order, and the answer to it.',
  tables: ['ordering.price_rise'],
  columns: {
    id: 'Number',
    order_id: 'Number of the order',
    from_on: 'From',
    unit_price_before_pence: 'Price of one before',
    unit_price_pence: 'New price of one',
    visits: 'Visits',
    asked_at: 'Asked at',
    answer_by: 'To answer by',
    answer: 'Answer',
    answered_at: 'Answered at',
    answered_by_name: 'Answered by',
  },
  codes: ['answer'],
  query: statement(
    'records.price-rises',
    `select x.id, x.order_id, x.from_on, x.unit_price_before_pence, x.unit_price_pence, x.visits, x.asked_at, x.answer_by, x.answer, x.answered_at,
       ${nameInSql('x.answered_by')} as answered_by_name
     from ordering."order" o join ordering.price_rise x on x.council_id = o.council_id and x.order_id = o.id
     where ${MINE} order by x.asked_at, x.id`,
  ),
};

const OWN_PARTS: RecordPart = {
  name: 'own-money-asked-for',
  title: 'Own money that you were asked for',
  about: 'Each time you were asked to pay a part of an order yourself, and the answer.',
  tables: ['ordering.own_part_question'],
  columns: {
    id: 'Number',
    order_id: 'Number of the order',
    from_on: 'From',
    before_pence: 'Before',
    own_money_pence: 'Now',
    visits: 'Visits',
    asked_at: 'Asked at',
    answer: 'Answer',
    answered_at: 'Answered at',
    answered_by_name: 'Answered by',
  },
  codes: ['answer'],
  query: statement(
    'records.own-money-asked-for',
    `select x.id, x.order_id, x.from_on, x.before_pence, x.own_money_pence, x.visits, x.asked_at, x.answer, x.answered_at,
       ${nameInSql('x.answered_by')} as answered_by_name
     from ordering."order" o join ordering.own_part_question x on x.council_id = o.council_id and x.order_id = o.id
     where ${MINE} order by x.asked_at, x.id`,
  ),
};

const ENDINGS: RecordPart = {
  name: 'ended-by-providers',
  title: 'Orders that a provider ended',
  about: 'From when, and why.',
  tables: ['ordering.provider_ending'],
  columns: {
    order_id: 'Number of the order',
    provider_name: 'Provider',
    from_on: 'From',
    ends_on: 'Last day',
    reason: 'Why',
    ended_at: 'Said at',
  },
  query: statement(
    'records.ended-by-providers',
    `select x.order_id, ${providerNameInSql('x.provider_id')} as provider_name, x.from_on, x.ends_on, x.reason, x.ended_at
     from ordering."order" o join ordering.provider_ending x on x.council_id = o.council_id and x.order_id = o.id
     where ${MINE} order by x.ended_at, x.order_id`,
  ),
};

export const ORDER_PARTS: readonly RecordPart[] = [
  ORDERS,
  VERSIONS,
  LINES,
  TIMES,
  EVENTS,
  APPROVALS,
  BREAKS,
  RISES,
  OWN_PARTS,
  ENDINGS,
];
