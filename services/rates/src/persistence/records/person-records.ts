import { because, type PersonRecords } from '@owncourse/kernel/contract';

export const ratesRecords: PersonRecords = {
  title: 'Prices',
  parts: [],
  leftOut: {
    ...because('Prices of a council, a provider or everybody; who wrote them down did so at work.', [
      'rates.card_draft',
      'rates.card_shortened',
      'rates.card_withdrawal',
      'rates.draft_item',
      'rates.file_problems',
      'rates.rate_card',
      'rates.rate_item',
      'rates.rate_proposal',
    ]),
    ...because('Says nothing about one person.', [
      'rates.bank_holiday',
      'rates.price_benchmark',
      'rates.price_revision',
    ]),
  },
};
