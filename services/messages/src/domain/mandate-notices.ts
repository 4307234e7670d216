import type { Known, MandateFacts } from './known.js';
import type { MessageKind } from './message-kinds.js';
import type { Audience, MessageFacts, Notice } from './notice.js';

function factsOf(mandate: MandateFacts, known: Known): MessageFacts {
  const person = known.names.get(mandate.person_id);
  const actor = known.names.get(mandate.actor_person_id ?? mandate.actor_organisation_id ?? '');
  return {
    personId: mandate.person_id,
    day: mandate.starts_on,
    ...(mandate.ends_on === null ? {} : { until: mandate.ends_on }),
    ...(person === undefined ? {} : { person }),
    ...(actor === undefined ? {} : { actor }),
  };
}

function holderOf(mandate: MandateFacts): Audience {
  if (mandate.actor_person_id !== null) return { side: 'ONE', personId: mandate.actor_person_id };
  return { side: 'STAFF', organisationId: mandate.actor_organisation_id ?? '', roles: ['BROKER'] };
}

function toHolder(kind: MessageKind, mandate: MandateFacts, known: Known): Notice {
  return { kind, to: holderOf(mandate), facts: factsOf(mandate, known) };
}

function toPerson(kind: MessageKind, mandate: MandateFacts, known: Known, exceptId?: string): Notice {
  return { kind, to: { side: 'ONE', personId: mandate.person_id }, facts: factsOf(mandate, known), exceptId };
}

export function mandateGranted(mandate: MandateFacts, known: Known): Notice[] {
  return [
    toHolder('MANDATE_RECEIVED', mandate, known),
    toPerson('MANDATE_RECORDED_FOR_YOU', mandate, known, mandate.granted_by),
  ];
}

/** Why it ended is nobody's but the person's: a holder never reads of lost capacity. @param inPrivate the holder is not told */
export function mandateEnded(mandate: MandateFacts, known: Known, inPrivate: boolean): Notice[] {
  const by = mandate.ended_by ?? undefined;
  return [
    ...(inPrivate ? [] : [{ ...toHolder('MANDATE_ENDED', mandate, known), exceptId: by }]),
    ...(mandate.end_reason === 'DIED' ? [] : [toPerson('MANDATE_ENDED_FOR_YOU', mandate, known, by)]),
  ];
}

export function mandateEndsSoon(mandate: MandateFacts, known: Known): Notice[] {
  return [
    { ...toPerson('MANDATE_ENDS_SOON_FOR_YOU', mandate, known), subjects: [mandate.id] },
    toHolder('MANDATE_ENDS_SOON', mandate, known),
  ];
}

export function mandateExpired(mandate: MandateFacts, known: Known): Notice[] {
  return [toPerson('MANDATE_ENDED_FOR_YOU', mandate, known), toHolder('MANDATE_ENDED', mandate, known)];
}

export function conflictDeclared(mandate: MandateFacts, known: Known): Notice[] {
  return [toPerson('CONFLICT_DECLARED_FOR_YOU', mandate, known, mandate.conflict_declared_by ?? undefined)];
}

/** To whoever looks after the person, and to nobody else. */
export function mandateQuestioned(mandate: MandateFacts): Notice[] {
  if (mandate.care_manager_id === null) return [];
  return [
    {
      kind: 'MANDATE_QUESTIONED',
      to: { side: 'ONE', personId: mandate.care_manager_id },
      // No name: who looks after the person may change, and the page asks again.
      facts: { personId: mandate.person_id },
    },
  ];
}
