import { READS_MONEY } from './invoice-notices.js';
import type { Known } from './known.js';
import type { MessageKind } from './message-kinds.js';
import type { Notice } from './notice.js';

type Payload = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** People's own money by card: to the person and whoever may pay for them. Nothing of the card itself is told. */
export function cardTold(kind: MessageKind): (payload: Payload, known: Known) => Notice[] {
  return (payload, known) => {
    const provider = known.names.get(textOf(payload['providerId']));
    return [
      {
        kind,
        to: { side: 'PERSON', personId: textOf(payload['personId']), scope: 'PAY' },
        facts: { totalPence: textOf(payload['amountPence']), ...(provider === undefined ? {} : { provider }) },
        subjects: [textOf(payload['chargeId'])],
      },
    ];
  };
}

/** A person questioned a payment at their bank: the provider has to say something there, and hears what came of it. */
export function cardDisputed(payload: Payload): Notice[] {
  const outcome = textOf(payload['outcome']);
  const decided = outcome !== 'OPEN';
  return [
    {
      kind: decided ? 'CARD_DISPUTE_DECIDED' : 'CARD_DISPUTED',
      to: { side: 'STAFF', organisationId: textOf(payload['providerId']), roles: READS_MONEY },
      facts: { totalPence: textOf(payload['amountPence']), ...(decided ? { outcome } : {}) },
      ...(decided ? {} : { subjects: [textOf(payload['chargeId'])] }),
    },
  ];
}
