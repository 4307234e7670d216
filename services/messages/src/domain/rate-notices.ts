import type { RoleName } from '@owncourse/kernel/contract';
import type { Known } from './known.js';
import type { Notice } from './notice.js';

/** Who may read what a council has agreed with their provider. */
const SEES_PRICES: readonly RoleName[] = ['PROVIDER_OWNER', 'PROVIDER_FINANCE'];

type Payload = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A provider asks the council of the event for another price. The message names no price: it is read on its page. */
export function rateProposed(payload: Payload, known: Known): Notice[] {
  const rateProposalId = textOf(payload['rateProposalId']);
  const name = known.names.get(textOf(payload['providerId']));
  return [
    {
      kind: 'RATE_PROPOSED',
      to: { side: 'OFFICER', roles: ['FINANCE_OFFICER'] },
      facts: { rateProposalId, ...(name === undefined ? {} : { provider: name }) },
      subjects: [rateProposalId],
    },
  ];
}

export function rateProposalAnswered(payload: Payload): Notice[] {
  const reason = textOf(payload['words']);
  return [
    {
      kind: payload['accepted'] === true ? 'RATE_PROPOSAL_ACCEPTED' : 'RATE_PROPOSAL_DECLINED',
      to: { side: 'STAFF', organisationId: textOf(payload['providerId']), roles: SEES_PRICES },
      facts: reason === '' ? {} : { reason },
    },
  ];
}
