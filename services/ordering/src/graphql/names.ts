import { inOrderOf, type OperationContext, statement } from '@owncourse/kernel/contract';

const PERSON_NAME = Symbol('Person name by id');
const SERVICE_NAME = Symbol('Service name by id');
const PERSON_NAMES = statement('ordering.person-names', 'select id, name from identity.person_names($1::uuid[])');
const SERVICE_NAMES = statement(
  'ordering.service-names',
  'select service_id as id, service_name as name, provider_name from catalogue.service_names($1::uuid[])',
);

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface ServiceName extends Named {
  readonly provider_name: string;
}

/** Who has no name that the reader may see. */
export const SOMEBODY = 'Somebody';

/**
 * The name of somebody on a row that the reader may see. For lists of one kind of row: where rows of several kinds come
 * together, each brings its names with its own statement, or they would be asked for as often as rows arrive.
 */
export async function personName(context: OperationContext, id: string): Promise<string> {
  const person = await context
    .loader<Named>(PERSON_NAME, async (ids, { reads }) =>
      inOrderOf(ids, await reads.query<Named>(PERSON_NAMES, [ids]), (row) => row.id),
    )
    .load(id);
  return person?.name ?? SOMEBODY;
}

export function serviceName(context: OperationContext, id: string): Promise<ServiceName | null> {
  return context
    .loader<ServiceName>(SERVICE_NAME, async (ids, { reads }) =>
      inOrderOf(ids, await reads.query<ServiceName>(SERVICE_NAMES, [ids]), (row) => row.id),
    )
    .load(id);
}
