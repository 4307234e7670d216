import { formatPounds, type Pence } from '@owncourse/kernel/contract';
import type { VatCategory, VatStatus } from './vat.js';

/** How a visit that was paid by card is with VAT, as it was frozen when the visit was confirmed. */
export interface CardVat {
  readonly category: VatCategory;
  readonly status: VatStatus;
  /** As the table has it, such as "20.00". */
  readonly percent: string;
}

/** "20.00" as "20", "17.50" as "17.5". */
const plain = (percent: string): string => percent.replace(/0+$/, '').replace(/\.$/, '');

/**
 * What a receipt says of VAT, with the reason where there is none in it.
 * @param vatPence inside the sum
 */
export function cardVatWords({ category, status, percent }: CardVat, vatPence: Pence): string {
  switch (category) {
    case 'S':
      return `${formatPounds(vatPence)} of it is VAT at ${plain(percent)}%.`;
    case 'Z':
      return 'VAT at 0%: this is zero-rated (VAT Act 1994, Schedule 8).';
    case 'E':
      return 'No VAT: welfare services are exempt (VAT Act 1994, Schedule 9, Group 7, item 9).';
    case 'O':
      return status === 'NOT_REGISTERED'
        ? 'No VAT: the provider is not registered for it.'
        : 'No VAT: this is outside VAT.';
  }
}
