import { formatQuantity, linePence, type Pence, type TenThousandths } from '@owncourse/kernel/contract';
import type { PriceView } from '../contract/rates.port.js';

/** One step from the public price to what a line costs. Pence is what the step comes to; null where it says something about it. */
export interface PriceStep {
  /** Stable machine word. */
  readonly code: string;
  /** One plain sentence. */
  readonly words: string;
  readonly pence: Pence | null;
}

const UNITS: Readonly<Record<string, string>> = {
  HOUR: 'hour',
  VISIT15: '15-minute visit',
  VISIT30: '30-minute visit',
  VISIT45: '45-minute visit',
  VISIT60: 'one-hour visit',
  NIGHT_ASLEEP: 'night',
  NIGHT_AWAKE: 'night',
  DAY: 'day',
  SESSION: 'session',
  WEEK: 'week',
  MONTH: 'month',
  YEAR: 'year',
  MILE: 'mile',
  ITEM: 'item',
};

/** What the council makes of the public price. */
function councilSteps(price: PriceView, one: string): readonly PriceStep[] {
  const has = (code: string): boolean => price.reasons.some((reason) => reason.code === code);
  const { unitPricePence, ownMoneyPence } = price;
  switch (price.kind) {
    case 'PUBLIC':
      return [];
    case 'FIXED':
      return [
        has('AGREED_FOR_THIS')
          ? {
              code: 'AGREED_FOR_THIS',
              words: `Your council agreed its own price for this ${one}.`,
              pence: unitPricePence,
            }
          : {
              code: 'AGREED_FOR_SUPPORT_TYPE',
              words: `Your council agreed one price for this kind of support, for each ${one}.`,
              pence: unitPricePence,
            },
      ];
    case 'CAPPED':
      return ownMoneyPence > 0n
        ? [
            { code: 'ABOVE_CAP', words: `Your council pays at most this for one ${one}.`, pence: unitPricePence },
            { code: 'OWN_MONEY', words: `The rest of each ${one} would be your own money.`, pence: ownMoneyPence },
          ]
        : [{ code: 'WITHIN_CAP', words: 'That is within the most your council pays.', pence: unitPricePence }];
    case 'QUOTE':
      return [
        { code: 'QUOTE_FIRST', words: 'Your council pays this after the provider has told you a price.', pence: null },
      ];
    case 'OFF_CARD': {
      if (has('NOT_ON_CARD'))
        return [{ code: 'NOT_ON_CARD', words: 'Your council does not pay for this from a budget.', pence: null }];
      const usual = 'Your council has agreed no price here, so the usual price counts.';
      const looked = { code: 'NEEDS_APPROVAL', words: 'Your council looks at it first.', pence: null };
      return [{ code: 'OFF_CARD', words: usual, pence: unitPricePence }, ...(has('NEEDS_APPROVAL') ? [looked] : [])];
    }
  }
}

/**
 * How a line's price comes about, in the order in which it is worked out. The last step is the line itself, which is rounded once:
 * the steps before it explain it and are not added up.
 * @param unit of the variant, such as HOUR
 */
export function priceSteps(price: PriceView, quantity: TenThousandths, unit: string): readonly PriceStep[] {
  const one = UNITS[unit] ?? 'unit';
  const { unitPricePence, multiplier } = price;
  const total = linePence(quantity, unitPricePence, [multiplier]);
  return [
    { code: 'PUBLIC_PRICE', words: `Everybody sees this price for one ${one}.`, pence: price.publicUnitPricePence },
    ...councilSteps(price, one),
    {
      code: 'QUANTITY',
      words: `You want ${formatQuantity(quantity)} times one ${one}.`,
      pence: linePence(quantity, unitPricePence),
    },
    ...(price.bankHoliday === null
      ? []
      : [
          {
            code: 'BANK_HOLIDAY',
            words: `${price.bankHoliday} is a bank holiday: it costs ${formatQuantity(multiplier)} times as much.`,
            pence: total,
          },
        ]),
    {
      code: 'TOTAL',
      words: price.kind === 'PUBLIC' ? 'This is what it costs.' : 'This is what comes out of the budget.',
      pence: total,
    },
  ];
}
