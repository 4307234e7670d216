import { Tag } from '../components/index.js';
import type { BankPaymentStatus } from '../generated/graphql.js';

export interface PaymentTagProps {
  readonly payment: { readonly status: BankPaymentStatus; readonly payOn: string };
  /** London day. */
  readonly today: string;
}

/** Most banks tell only of what they send back: when the day of the payment is over, it is paid. */
export function PaymentTag({ payment: { status, payOn }, today }: PaymentTagProps) {
  switch (status === 'SENT' && payOn < today ? 'ACCEPTED' : status) {
    case 'SENT':
      return <Tag colour="blue">With the bank</Tag>;
    case 'ACCEPTED':
      return <Tag colour="green">Paid</Tag>;
    case 'REJECTED':
      return <Tag colour="red">The bank sent it back</Tag>;
  }
}
