import type { RoleName } from '@owncourse/kernel/contract';
import type { Known } from './known.js';
import type { MessageKind } from './message-kinds.js';
import type { MessageFacts, Notice } from './notice.js';

type Payload = Readonly<Record<string, unknown>>;

const ANSWERS: readonly RoleName[] = ['PROVIDER_OWNER', 'PROVIDER_CATALOGUE', 'PROVIDER_ORDERS'];

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Never who asked: the provider does not know. */
function factsOf(payload: Payload, known: Known): MessageFacts {
  const service = known.services.get(text(payload['serviceId']));
  const provider = known.names.get(text(payload['providerId']));
  const reason = text(payload['reason']);
  return {
    questionId: text(payload['questionId']),
    ...(service === undefined ? {} : { service }),
    ...(provider === undefined ? {} : { provider }),
    ...(reason === '' ? {} : { reason }),
  };
}

function toProvider(kind: MessageKind, payload: Payload, known: Known): Notice {
  const to = { side: 'STAFF', organisationId: text(payload['providerId']), roles: ANSWERS } as const;
  return { kind, to, facts: factsOf(payload, known), subjects: [text(payload['questionId'])] };
}

/** To who asked, and to nobody who acts for them. */
function toAsker(kind: MessageKind, payload: Payload, known: Known): Notice {
  return { kind, to: { side: 'ONE', personId: text(payload['askedBy']) }, facts: factsOf(payload, known) };
}

export function storeQuestionAsked(payload: Payload, known: Known): Notice[] {
  return [toProvider('STORE_QUESTION_TO_ANSWER', payload, known)];
}

export function storeQuestionAnswered(payload: Payload, known: Known): Notice[] {
  return [toAsker('STORE_QUESTION_ANSWERED', payload, known)];
}

export function storeQuestionToCheck(payload: Payload): Notice[] {
  const questionId = text(payload['questionId']);
  const to = { side: 'OFFICER', roles: ['MODERATOR'] } as const;
  return [{ kind: 'STORE_QUESTION_TO_CHECK', to, facts: { questionId }, subjects: [questionId] }];
}

export function storeQuestionModerated(payload: Payload, known: Known): Notice[] {
  const { state } = payload;
  if (state === 'SHOWN')
    return [
      toAsker('STORE_QUESTION_SHOWN', payload, known),
      toProvider('STORE_QUESTION_SHOWN_AT_PROVIDER', payload, known),
    ].map(({ subjects: _subjects, ...notice }) => notice);
  return state === 'NOT_SHOWN' || state === 'CLOSED' ? [toAsker('STORE_QUESTION_NOT_SHOWN', payload, known)] : [];
}
