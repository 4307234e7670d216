import { because, type PersonRecords } from '@owncourse/kernel/contract';
import { CARD_PARTS } from './card-records.js';
import { INVOICE_PARTS } from './invoice-records.js';

export const invoicingRecords: PersonRecords = {
  title: 'Invoices and payments',
  parts: [...INVOICE_PARTS, ...CARD_PARTS],
  leftOut: {
    ...because('A provider’s or an organisation’s own account and papers; who filled them in did so at work.', [
      'invoicing.bank_account',
      'invoicing.bank_account_closed',
      'invoicing.bank_check',
      'invoicing.bank_details',
      'invoicing.bank_version',
      'invoicing.billing_party',
      'invoicing.card_account',
      'invoicing.own_invoices',
      'invoicing.self_billing_agreement',
    ]),
    ...because(
      'A council’s work with its bank, for many invoices at once; that an invoice was paid is in the download.',
      [
        'invoicing.bank_payment',
        'invoicing.bank_result',
        'invoicing.left_out',
        'invoicing.payment',
        'invoicing.payment_run',
        'invoicing.paying_account',
        'invoicing.paying_account_entry',
        'invoicing.paying_account_number',
        'invoicing.run_file_taken',
      ],
    ),
    ...because(
      'Between a council and a provider, for many people at once; the lines that are the person’s are in the download.',
      ['invoicing.difference_answer', 'invoicing.incoming_credit', 'invoicing.incoming_invoice'],
    ),
    ...because('Counts up, or says nothing about one person.', [
      'invoicing.provider_counter',
      'invoicing.self_billing_counter',
      'invoicing.vat_rate',
    ]),
    'invoicing.card_customer': 'A key by which the card company knows somebody: it opens more than it says.',
    'invoicing.card_event': 'What the card company sent us; what came of it stands with the payments.',
    'invoicing.card_session':
      'A key to a page of the card company that was open for a while; the card or payment of it is in the download.',
  },
};
