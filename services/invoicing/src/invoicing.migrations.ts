import { Invoicing0001 } from './migrations/0001-invoicing.js';
import { Invoicing0019 } from './migrations/0019-facts.js';
import { Invoicing0090 } from './migrations/0090-bank-holidays.js';
import { Invoicing0099 } from './migrations/0099-shares.js';
import { Invoicing0101 } from './migrations/0101-periods.js';
import { Invoicing0110 } from './migrations/0110-credit-notes.js';
import { Invoicing0140 } from './migrations/0140-parts.js';
import { Invoicing0201 } from './migrations/0201-visit-times.js';
import { Invoicing0210 } from './migrations/0210-credit-numbers.js';
import { Invoicing0300 } from './migrations/0300-electronic-invoices.js';
import { Invoicing0310 } from './migrations/0310-bank-details.js';
import { Invoicing0311 } from './migrations/0311-paying-by-bank.js';
import { Invoicing0312 } from './migrations/0312-bank-results.js';
import { Invoicing0313 } from './migrations/0313-remittances.js';
import { Invoicing0320 } from './migrations/0320-month-at-once.js';
import { Invoicing0321 } from './migrations/0321-paid-by-holder.js';
import { Invoicing0322 } from './migrations/0322-trail.js';
import { Invoicing0323 } from './migrations/0323-self-billing.js';
import { Invoicing0324 } from './migrations/0324-approved-by-policy.js';
import { Invoicing0325 } from './migrations/0325-incoming-invoices.js';
import { Invoicing0330 } from './migrations/0330-cards.js';
import { Invoicing0350 } from './migrations/0350-card-receipts.js';
import { Invoicing0351 } from './migrations/0351-card-sums.js';
import { Invoicing0352 } from './migrations/0352-cards-for-others.js';
import { Invoicing0353 } from './migrations/0353-cards-given-up.js';
import { Invoicing0360 } from './migrations/0360-paying-accounts.js';
import { Invoicing0361 } from './migrations/0361-trail-pages.js';
import { Invoicing0370 } from './migrations/0370-card-readiness.js';
import { Invoicing0371 } from './migrations/0371-month-quicker.js';
import { Invoicing0375 } from './migrations/0375-disputed-charges.js';
import { Invoicing0376 } from './migrations/0376-trail-sums.js';
import { Invoicing0340 } from './migrations/0340-sorting-out.js';
import { Invoicing0341 } from './migrations/0341-incoming-credits.js';
import { Invoicing0342 } from './migrations/0342-status-reports.js';
import { Invoicing0343 } from './migrations/0343-countersigned.js';
import { Invoicing0344 } from './migrations/0344-several-a-day.js';
import { Invoicing0470 } from './migrations/0470-own-card-moves.js';

/** In the order in which they run. */
export const invoicingMigrations = [
  Invoicing0001,
  Invoicing0019,
  Invoicing0090,
  Invoicing0099,
  Invoicing0101,
  Invoicing0110,
  Invoicing0140,
  Invoicing0201,
  Invoicing0210,
  Invoicing0300,
  Invoicing0310,
  Invoicing0311,
  Invoicing0312,
  Invoicing0313,
  Invoicing0320,
  Invoicing0321,
  Invoicing0322,
  Invoicing0323,
  Invoicing0324,
  Invoicing0325,
  Invoicing0330,
  Invoicing0340,
  Invoicing0341,
  Invoicing0342,
  Invoicing0343,
  Invoicing0344,
  Invoicing0350,
  Invoicing0351,
  Invoicing0352,
  Invoicing0353,
  Invoicing0360,
  Invoicing0361,
  Invoicing0370,
  Invoicing0371,
  Invoicing0375,
  Invoicing0376,
  Invoicing0470,
];
