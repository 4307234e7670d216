import { isReadable, Refusal } from '@owncourse/kernel/contract';
import type { SearchInput, SearchRequest } from '../contract/index.js';
import { STARTS, WORKERS } from './search-labels.js';

type Filters = Pick<
  SearchRequest,
  'languages' | 'worker' | 'accessNeeds' | 'canStart' | 'minimumRating' | 'cqcRatings' | 'acceptedBy'
>;

const MOST_VALUES = 50;
const LONGEST_VALUE = 200;

/** Each once; an empty list is no filter. */
function chosen(field: string, values: readonly string[] | null | undefined): readonly string[] | null {
  if (!values || values.length === 0) return null;
  if (values.length > MOST_VALUES) throw Refusal.invalid(field, `Choose at most ${MOST_VALUES}.`);
  if (values.some((value) => value.length > LONGEST_VALUE || !isReadable(value)))
    throw Refusal.invalid(field, 'Choose from the list that the search gives.');
  return [...new Set(values)];
}

function oneOf<Value extends string>(
  field: string,
  list: readonly { readonly value: Value }[],
  wanted: string | null | undefined,
): Value | null {
  if (wanted === null || wanted === undefined) return null;
  const known = list.find(({ value }) => value === wanted);
  if (!known) throw Refusal.invalid(field, `Choose one of ${list.map(({ value }) => value).join(', ')}.`);
  return known.value;
}

/**
 * What a search asks of who comes and how, read and checked.
 * @throws Refusal INVALID_INPUT that names the field
 */
export function filtersOf(input: SearchInput): Filters {
  const minimumRating = input.minimumRating ?? null;
  if (minimumRating !== null && !(Number.isInteger(minimumRating) && minimumRating >= 1 && minimumRating <= 5))
    throw Refusal.invalid('minimumRating', 'Choose 1 to 5.');
  return {
    languages: chosen('languages', input.languages),
    worker: oneOf('worker', WORKERS, input.worker),
    accessNeeds: chosen('accessNeeds', input.accessNeeds),
    canStart: oneOf('canStart', STARTS, input.canStart),
    minimumRating,
    cqcRatings: chosen('cqcRatings', input.cqcRatings),
    acceptedBy: chosen('acceptedBy', input.acceptedBy),
  };
}
