import { Tag } from '../components/index.js';
import { dateWords } from '../format/dates.js';
import type { BillFactsFragment, PaidHow } from '../generated/graphql.js';

type Bill = Pick<BillFactsFragment, 'status' | 'paidByHolder' | 'matchProblems' | 'dueOn' | 'paidOn'>;

export const howWords: Readonly<Record<PaidHow, string>> = {
  BANK_TRANSFER: 'From the bank account',
  CARD: 'By card',
  CHEQUE: 'By cheque',
  CASH: 'In cash',
};

/** What the reader has to do about a bill, or what happens next. */
export function whatNext({ status, paidByHolder, matchProblems, dueOn, paidOn }: Bill, isSelf: boolean): string {
  if (status === 'PAID') return paidOn === null ? 'It is paid.' : `Paid on ${dateWords(paidOn)}.`;
  if (matchProblems.length > 0) return 'Do not pay it yet: it is not the same as the visits.';
  if (!paidByHolder) return 'The council pays it. You have nothing to do.';
  if (status === 'ISSUED')
    return `${isSelf ? 'Look at it and say' : 'It needs a'} yes. Then it is paid by ${dateWords(dueOn)}.`;
  return `Pay it by ${dateWords(dueOn)}.`;
}

export function BillTag({ bill: { status, paidByHolder, matchProblems } }: { readonly bill: Bill }) {
  if (status === 'PAID') return <Tag colour="green">Paid</Tag>;
  if (matchProblems.length > 0) return <Tag colour="red">Not right</Tag>;
  if (!paidByHolder) return <Tag colour="grey">Council pays</Tag>;
  return status === 'ISSUED' ? <Tag colour="yellow">Needs a yes</Tag> : <Tag colour="blue">To pay</Tag>;
}
