import type { RoleName } from '@owncourse/kernel/contract';
import type { Known } from './known.js';
import type { Notice } from './notice.js';

const KEEPS_STORE: readonly RoleName[] = ['PROVIDER_OWNER', 'PROVIDER_CATALOGUE'];

type Payload = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function providerName(id: string, known: Known): { readonly provider?: string } {
  const name = known.names.get(id);
  return name === undefined ? {} : { provider: name };
}

/** A provider said something new of its papers; the council of the event has not looked yet. */
export function storeToCheck(payload: Payload, known: Known): Notice[] {
  const subject = textOf(payload['storeCheckId']);
  return [
    {
      kind: 'STORE_TO_CHECK',
      to: { side: 'OFFICER', roles: ['MODERATOR'] },
      facts: { storeId: textOf(payload['providerId']), ...providerName(textOf(payload['providerId']), known) },
      ...(subject === '' ? {} : { subjects: [subject] }),
    },
  ];
}

export function storeDecided(payload: Payload): Notice[] {
  const reason = textOf(payload['reason']);
  return [
    {
      kind: payload['accepted'] === true ? 'STORE_ACCEPTED' : 'STORE_DECLINED',
      to: { side: 'STAFF', organisationId: textOf(payload['providerId']), roles: KEEPS_STORE },
      facts: reason === '' ? {} : { reason },
    },
  ];
}

export function paperEnds(payload: Payload): Notice[] {
  return [
    {
      kind: payload['stage'] === 'LAST_DAY' ? 'PAPER_ENDS' : 'PAPER_ENDS_SOON',
      to: { side: 'STAFF', organisationId: textOf(payload['providerId']), roles: KEEPS_STORE },
      facts: { outcome: textOf(payload['paper']), day: textOf(payload['until']) },
    },
  ];
}

/** Whoever reads the address says with the link that it is theirs. */
export function joiningAsked(payload: Payload): Notice[] {
  const personId = textOf(payload['personId']);
  return [
    {
      kind: 'CONFIRM_EMAIL',
      to: { side: 'ONE', personId },
      facts: { token: textOf(payload['token']) },
      subjects: [personId],
    },
  ];
}

export function joiningKnown(payload: Payload): Notice[] {
  return [{ kind: 'JOINED_ALREADY', to: { side: 'ONE', personId: textOf(payload['personId']) }, facts: {} }];
}
