import { inOrderOf, type MarkedCache, type OperationContext } from '@owncourse/kernel/contract';
import {
  ratingReads,
  type RatingOf,
  type RatingRow,
  type ServiceNames,
  type SummaryRow,
} from '../persistence/ratings.repository.js';

const SUMMARY = Symbol('Rating summary by subject');
const SUMMARY_AS_OF = Symbol('Rating summary by subject, as a page of results knows it');
const SERVICE_NAME = Symbol('Service names of ratings');
const PERSON_NAME = Symbol('Author names of ratings');
/** A page size asked for is a loader of its own; there are few of them in one operation. */
const NEWEST = new Map<string, symbol>();

export function loadSummary(context: OperationContext, subjectId: string): Promise<SummaryRow | null> {
  return context
    .loader<SummaryRow>(SUMMARY, async (ids, { reads }) =>
      inOrderOf(ids, await ratingReads.summaries(reads, ids), (row) => row.subject_id),
    )
    .load(subjectId);
}

/** The same as `loadSummary`; what is known under the mark is not read again. */
export function loadSummaryAsOf(
  known: MarkedCache<SummaryRow | null>,
  context: OperationContext,
  asOf: string,
  subjectId: string,
): Promise<SummaryRow | null> {
  return context
    .loader<SummaryRow>(SUMMARY_AS_OF, (ids, { reads }) =>
      known.all(asOf, ids, async (unknown) =>
        inOrderOf(unknown, await ratingReads.summaries(reads, unknown), (row) => row.subject_id),
      ),
    )
    .load(subjectId);
}

export function loadServiceNames(context: OperationContext, serviceId: string): Promise<ServiceNames | null> {
  return context
    .loader<ServiceNames>(SERVICE_NAME, async (ids, { reads }) =>
      inOrderOf(ids, await ratingReads.serviceNames(reads, ids), (row) => row.id),
    )
    .load(serviceId);
}

export async function loadPersonName(context: OperationContext, personId: string): Promise<string | null> {
  const person = await context
    .loader<{ id: string; name: string }>(PERSON_NAME, async (ids, { reads }) =>
      inOrderOf(ids, await ratingReads.personNames(reads, ids), (row) => row.id),
    )
    .load(personId);
  return person?.name ?? null;
}

export async function loadNewest(
  context: OperationContext,
  of: 'ofProviders' | 'ofServices',
  subjectId: string,
  first: number,
): Promise<readonly RatingRow[]> {
  const key = `${of}/${first}`;
  const symbol = NEWEST.get(key) ?? Symbol(key);
  NEWEST.set(key, symbol);
  const rows = await context
    .loader<RatingOf[]>(symbol, async (ids, { reads }) => {
      const all = await ratingReads[of](reads, ids, first);
      return ids.map((id) => all.filter((row) => row.subject_id === id));
    })
    .load(subjectId);
  return rows ?? [];
}
