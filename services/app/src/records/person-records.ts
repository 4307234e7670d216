import type { INestApplicationContext } from '@nestjs/common';
import { CATALOGUE_RECORDS } from '@owncourse/catalogue/contract';
import { IDENTITY_RECORDS } from '@owncourse/identity/contract';
import { INVOICING_RECORDS } from '@owncourse/invoicing/contract';
import { KERNEL_RECORDS, type PersonRecords } from '@owncourse/kernel/contract';
import { LEDGER_RECORDS } from '@owncourse/ledger/contract';
import { MESSAGES_RECORDS } from '@owncourse/messages/contract';
import { ORDERING_RECORDS } from '@owncourse/ordering/contract';
import { RATES_RECORDS } from '@owncourse/rates/contract';
import { RATINGS_RECORDS } from '@owncourse/ratings/contract';

/** Every room that keeps tables, in the order in which a reader meets them. */
const ROOMS = [
  IDENTITY_RECORDS,
  LEDGER_RECORDS,
  ORDERING_RECORDS,
  INVOICING_RECORDS,
  RATINGS_RECORDS,
  CATALOGUE_RECORDS,
  MESSAGES_RECORDS,
  RATES_RECORDS,
  KERNEL_RECORDS,
];

/** What each room says it holds about people, and what it leaves out with the reason why. */
export function personRecords(application: INestApplicationContext): readonly PersonRecords[] {
  return ROOMS.map((token) => application.get<PersonRecords>(token, { strict: false }));
}
