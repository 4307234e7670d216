import type { DeliveryFacts, Known } from './known.js';
import type { MessageFacts, Notice } from './notice.js';

function factsOf(notes: readonly DeliveryFacts[], known: Known): MessageFacts {
  const [note] = notes;
  if (!note) return {};
  const [provider, person] = [known.names.get(note.provider_id), known.names.get(note.person_id)];
  const [day] = notes.map((one) => one.on_date).sort();
  return {
    personId: note.person_id,
    count: notes.length,
    ...(day === undefined ? {} : { day }),
    ...(provider === undefined ? {} : { provider }),
    ...(person === undefined ? {} : { person }),
  };
}

/** Notes of one person and provider at a time. */
function together(notes: readonly DeliveryFacts[]): DeliveryFacts[][] {
  const groups = new Map<string, DeliveryFacts[]>();
  for (const note of notes) {
    const key = `${note.person_id}/${note.provider_id}/${note.confirmed_by ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), note]);
  }
  return [...groups.values()];
}

export function deliveriesRecorded(notes: readonly DeliveryFacts[], known: Known): Notice[] {
  return together(notes.map((note) => ({ ...note, confirmed_by: null }))).map((group) => ({
    kind: 'VISITS_TO_CONFIRM',
    to: { side: 'PERSON', personId: group[0]?.person_id ?? '', scope: 'CONFIRM' },
    facts: factsOf(group, known),
    subjects: group.map((note) => note.id),
  }));
}

/** @param systemId who confirms where nobody spoke */
export function deliveriesConfirmed(notes: readonly DeliveryFacts[], known: Known, systemId: string): Notice[] {
  return together(notes.filter((note) => note.confirmed_by !== note.person_id)).flatMap((group): Notice[] => {
    const [{ person_id: personId, confirmed_by: by } = { person_id: '', confirmed_by: null }] = group;
    const facts = factsOf(group, known);
    if (by === systemId)
      return [{ kind: 'VISITS_CONFIRMED_BY_SILENCE', to: { side: 'PERSON', personId, scope: 'CONFIRM' }, facts }];
    const actor = by === null ? undefined : known.names.get(by);
    return [
      {
        kind: 'VISITS_CONFIRMED_FOR_YOU',
        to: { side: 'ONE', personId },
        facts: { ...facts, ...(actor === undefined ? {} : { actor }) },
      },
    ];
  });
}

export function deliveryDisputed(note: DeliveryFacts, known: Known): Notice[] {
  return [
    {
      kind: 'VISIT_QUESTIONED',
      to: { side: 'STAFF', organisationId: note.provider_id, roles: ['PROVIDER_OWNER', 'PROVIDER_ORDERS'] },
      facts: {
        ...factsOf([note], known),
        deliveryId: note.id,
        ...(note.dispute_reason === null ? {} : { reason: note.dispute_reason }),
      },
      subjects: [note.id],
    },
  ];
}
