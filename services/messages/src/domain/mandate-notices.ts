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

export function mandateEnded(mandate: MandateFacts, known: Known): Notice[] {
  const by = mandate.ended_by ?? undefined;
  return [
    { ...toHolder('MANDATE_ENDED', mandate, known), exceptId: by },
    toPerson('MANDATE_ENDED_FOR_YOU', mandate, known, by),
  ];
}
