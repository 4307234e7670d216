import type { RefusedFragment } from '../../generated/graphql.js';
import type { FormValues } from '../../work/refusal.js';

const tick = 'tick-';

/** Ids of the visits ticked in the form, in its order. */
export function tickedVisits(values: FormValues): readonly string[] {
  return Object.keys(values)
    .filter((name) => name.startsWith(tick) && values[name] === 'yes')
    .map((name) => name.slice(tick.length));
}

/** The six facts of one visit as the form carries them. */
export function factsOf(values: FormValues, id: string) {
  const field = (name: string): string => (values[`${name}-${id}`] ?? '').trim();
  return {
    occurrenceId: id,
    workerName: field('worker'),
    place: field('place'),
    startedAt: field('startedAt'),
    endedAt: field('endedAt'),
    quantity: field('quantity'),
  };
}

/** Problems named by place in what was sent ("inputs[2].workerName") become problems of this form’s own fields. */
export function withOwnFields(refusal: RefusedFragment, ids: readonly string[]): RefusedFragment {
  if (!('problems' in refusal)) return refusal;
  const problems = refusal.problems.map(({ field, message }) => {
    const place = /^(?:inputs\[(\d+)\]\.)?(\w+)$/.exec(field);
    const id = ids[Number(place?.[1] ?? '0')];
    if (id === undefined || place === null) return { field: 'inputs', message };
    return { field: place[2] === 'workerName' ? `worker-${id}` : `tick-${id}`, message };
  });
  return { ...refusal, problems };
}
