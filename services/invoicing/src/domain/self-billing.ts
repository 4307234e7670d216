import { addDays } from '@owncourse/kernel/contract';

/** What a provider agrees to, as it is kept word for word (HMRC's notice on self-billing, in plain words). */
export const SELF_BILLING_WORDS = [
  'The council makes our invoices for us, for all support that it buys from us, until the last day of this agreement.',
  'We do not make invoices of our own for that support.',
  'We tell the council at once if we stop being registered for VAT, get another VAT number, or sell our business.',
  'The council puts our name, our address and, if we have one, our VAT number on each invoice, and sends us a copy.',
  'The VAT shown on each invoice is ours to pay to HMRC.',
].join('\n');

/** What the council signs, as it is kept word for word. */
export const COUNCIL_WORDS = [
  'We make the invoices for all support that we buy from this provider, until the last day of this agreement.',
  'Each has the provider’s name, its address and, if it has one, its VAT number, and all else that the law asks for.',
  'The provider gets a copy of each.',
  'We make a new agreement if the provider’s VAT number changes, and stop at once if it is not registered any more.',
  'We tell the provider if somebody else makes these invoices for us.',
].join('\n');

/** What has to stand on each such invoice (VAT Regulations 1995, reg. 13(3A)). */
export const SELF_BILLED_WORDS = 'Self-billing. The VAT shown is your output tax due to HMRC.';

/** The series of invoices that nobody agreed to, and of credit notes. */
const TAKEN: ReadonlySet<string> = new Set(['OC', 'CN', 'IN']);

export interface SelfBillingWish {
  readonly prefix: string;
  /** London days, both of them in it. */
  readonly startsOn: string;
  readonly endsOn: string;
}

/** The last day of an agreement that starts on a day: a year at the most. */
export function lastDayFrom(startsOn: string): string {
  const [year = 0, month = 1, day = 1] = startsOn.split('-').map(Number);
  const next = `${year + 1}-${String(month).padStart(2, '0')}-${String(month === 2 && day === 29 ? 28 : day).padStart(2, '0')}`;
  return addDays(next, -1);
}

/** What is wrong with it, field by field. @param today London day */
export function selfBillingProblems(wish: SelfBillingWish, today: string): { field: string; message: string }[] {
  const { prefix, startsOn, endsOn } = wish;
  const rules: readonly (readonly [string, boolean, string])[] = [
    [
      'prefix',
      /^[A-Z][A-Z0-9]{1,5}$/.test(prefix) && !TAKEN.has(prefix),
      'Choose 2 to 6 capital letters and digits, a letter first; not OC, CN or IN.',
    ],
    ['startsOn', startsOn >= today, 'It can start today or later.'],
    ['endsOn', endsOn >= startsOn, 'It ends on the day it starts or later.'],
    ['endsOn', endsOn <= lastDayFrom(startsOn), `It lasts a year at the most: until ${lastDayFrom(startsOn)}.`],
  ];
  return rules.filter(([, right]) => !right).map(([field, , message]) => ({ field, message }));
}
