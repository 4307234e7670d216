import { Anchor, Tag } from '../components/index.js';
import type { DeliveryStatus, VisitPaymentFragment } from '../generated/graphql.js';

const states: Readonly<Record<DeliveryStatus, readonly [words: string, colour: 'blue' | 'green' | 'yellow']>> = {
  RECORDED: ['Waits for their yes', 'blue'],
  CONFIRMED: ['Confirmed', 'green'],
  DISPUTED: ['Questioned', 'yellow'],
};

/** Whether the person has said yes to a visit that is entered. */
export function EnteredTag({ status }: { readonly status: DeliveryStatus }) {
  const [words, colour] = states[status];
  return <Tag colour={colour}>{words}</Tag>;
}

/** When a provider has its money for one visit, in words; a visit that is questioned says so first. */
export function VisitPayment({ delivery }: { readonly delivery: VisitPaymentFragment }) {
  if (delivery.status === 'DISPUTED')
    return (
      <>
        We cannot say when: the visit is questioned.{' '}
        <Anchor className="govuk-link" href={`/provider/disputes/${delivery.id}`}>
          Put it right
        </Anchor>
      </>
    );
  return <>{delivery.whenPaid?.words ?? 'Nobody can say yet.'}</>;
}
