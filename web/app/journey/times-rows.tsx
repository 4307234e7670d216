import { MoneyText } from '../components/index.js';
import { timeWords } from '../format/dates.js';
import type { PriceUnit } from '../generated/graphql.js';
import { amountWords } from './quantity-words.js';

interface PricedTime {
  readonly startTime: string;
  readonly quantity: string;
  readonly linePence: number;
}

/** Rows of a summary: what each visit of a day costs, and all of them together. */
export function timesRows(times: readonly PricedTime[], unit: PriceUnit) {
  return [
    ...times.map(({ startTime, quantity, linePence }) => ({
      key: `At ${timeWords(startTime)}`,
      value: (
        <>
          {amountWords(quantity, unit)}: <MoneyText pence={linePence} />
        </>
      ),
    })),
    {
      key: 'Cost each day',
      value: (
        <strong data-sum="each">
          <MoneyText pence={times.reduce((sum, { linePence }) => sum + linePence, 0)} />
        </strong>
      ),
    },
  ];
}
