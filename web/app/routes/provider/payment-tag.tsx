import { Tag } from '../../components/index.js';
import type { BankPaymentStatus } from '../../generated/graphql.js';

export function PaymentTag({ status }: { readonly status: BankPaymentStatus }) {
  switch (status) {
    case 'SENT':
      return <Tag colour="blue">With the bank</Tag>;
    case 'ACCEPTED':
      return <Tag colour="green">Paid</Tag>;
    case 'REJECTED':
      return <Tag colour="red">The bank sent it back</Tag>;
  }
}
