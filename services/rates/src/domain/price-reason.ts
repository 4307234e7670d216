import { formatQuantity, type TenThousandths } from '@owncourse/kernel/contract';

/** The price rule's reasons in plain words. Codes come from `rates.prices`. */
const WORDS: Readonly<Record<string, string>> = {
  PUBLIC_PRICE: 'This is the price everybody sees.',
  AGREED_PRICE: 'Your council has agreed this price.',
  AGREED_FOR_THIS: 'It was agreed for this very service.',
  AGREED_FOR_SUPPORT_TYPE: 'It was agreed for this kind of support.',
  WITHIN_CAP: 'It is within the most your council pays for this kind of support.',
  ABOVE_CAP: 'It costs more than your council pays. The rest would be your own money.',
  QUOTE_FIRST: 'The provider has to give you a price first.',
  OFF_CARD: 'Your council has no agreed price here, so you pay the usual price from your budget.',
  NEEDS_APPROVAL: 'Your council looks at this before the provider gets it.',
  NOT_ON_CARD: 'Your council does not pay for this from a budget.',
};

/** What the day does to the price. */
export interface PricedDay {
  readonly multiplier: TenThousandths;
  readonly bankHoliday: string | null;
}

export function reasonWords(code: string, { multiplier, bankHoliday }: PricedDay): string {
  if (code === 'BANK_HOLIDAY')
    return `${bankHoliday ?? 'This day'} is a bank holiday: it costs ${formatQuantity(multiplier)} times as much.`;
  return WORDS[code] ?? code;
}
