import type { PersonRecords } from '@owncourse/kernel/contract';
import { COUNCIL_PARTS } from './council-records.js';
import { MORE_ORDER_PARTS } from './more-order-records.js';
import { ORDER_PARTS } from './order-records.js';
import { VISIT_PARTS } from './visit-records.js';

export const orderingRecords: PersonRecords = {
  title: 'Your support',
  parts: [...ORDER_PARTS, ...VISIT_PARTS, ...MORE_ORDER_PARTS, ...COUNCIL_PARTS],
  leftOut: {
    'ordering.delivery_import_row':
      'Which row of a provider’s own file a visit came from, so that no row counts twice. The visit is in the download.',
  },
};
