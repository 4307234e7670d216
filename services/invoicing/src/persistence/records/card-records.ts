import { providerNameInSql, type RecordPart, statement } from '@owncourse/kernel/contract';

const CARDS: RecordPart = {
  name: 'cards',
  title: 'Cards you kept with us',
  about: 'The kind of card, its last four figures, and when it runs out. We never had its number.',
  tables: ['invoicing.kept_card'],
  columns: {
    id: 'Number',
    brand: 'Kind of card',
    last_four: 'Last four figures',
    expiry_month: 'Runs out in month',
    expiry_year: 'Runs out in year',
    kept_at: 'Kept at',
    removed_at: 'Removed at',
  },
  query: statement(
    'records.cards',
    `select x.id, x.brand, x.last_four, x.expiry_month, x.expiry_year, x.kept_at, x.removed_at
     from invoicing.kept_card x where x.kept_by = kernel.scope_person() and x.person_id = kernel.scope_person() order by x.kept_at, x.id`,
  ),
};

const CHARGES: RecordPart = {
  name: 'card-payments',
  title: 'What you pay by card',
  about: 'Each visit that is paid with your own money: what is owed, paid and given back.',
  tables: ['invoicing.card_charge'],
  columns: {
    id: 'Number of the visit',
    order_id: 'Number of the order',
    provider_name: 'To',
    description: 'Words',
    for_on: 'For the day',
    owed_pence: 'Owed',
    paid_pence: 'Paid',
    back_pence: 'Given back',
    state: 'How it stands',
    declined_code: 'Why the bank said no',
    declined_count: 'How often it said no',
    next_try_at: 'Next try at',
    noted_at: 'Written down at',
    paid_at: 'Paid at',
    vat_percent: 'Tax in it, in percent',
    vat_category: 'Kind of tax',
    vat_reason: 'Why that tax',
  },
  codes: ['state', 'declined_code'],
  query: statement(
    'records.card-payments',
    `select x.id, x.order_id, ${providerNameInSql('x.provider_id')} as provider_name, x.description, x.for_on, x.owed_pence, x.paid_pence, x.back_pence, x.state, x.declined_code,
       x.declined_count, x.next_try_at, x.noted_at, x.paid_at, x.vat_percent, x.vat_category, x.vat_reason
     from invoicing.card_charge x where x.person_id = kernel.scope_person() order by x.for_on, x.id`,
  ),
};

const MOVES: RecordPart = {
  name: 'card-moves',
  title: 'Each payment and giving back on your card',
  about: 'Each time your card was asked, and each time money went back to it.',
  tables: ['invoicing.card_attempt', 'invoicing.card_refund'],
  columns: {
    id: 'Number',
    charge_id: 'Number of the visit',
    kind: 'What',
    sum_pence: 'Sum',
    state: 'How it stands',
    asked_at: 'Asked at',
    settled_at: 'Settled at',
  },
  codes: ['kind', 'state'],
  query: statement(
    'records.card-moves',
    'select m.id, m.charge_id, m.kind, m.pence as sum_pence, m.state, m.asked_at, m.settled_at from invoicing.own_card_moves() m order by m.asked_at, m.id',
  ),
};

const DISPUTED: RecordPart = {
  name: 'card-payments-questioned',
  title: 'Card payments that a bank asked back',
  about: 'Payments that you questioned at your bank.',
  tables: ['invoicing.card_dispute'],
  columns: {
    charge_id: 'Number of the visit',
    provider_name: 'To',
    sum_pence: 'Sum',
    reason: 'Why',
    state: 'How it stands',
    seen_at: 'Seen at',
  },
  codes: ['reason', 'state'],
  query: statement(
    'records.card-payments-questioned',
    `select x.charge_id, ${providerNameInSql('x.provider_id')} as provider_name, x.pence as sum_pence, x.reason, x.state, x.seen_at
     from invoicing.card_dispute x where x.person_id = kernel.scope_person() order by x.seen_at, x.charge_id`,
  ),
};

export const CARD_PARTS: readonly RecordPart[] = [CARDS, CHARGES, MOVES, DISPUTED];
