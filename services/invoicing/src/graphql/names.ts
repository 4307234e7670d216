import { inOrderOf, type OperationContext, type Statement, statement } from '@owncourse/kernel/contract';
import type { PayerKind } from '../persistence/invoice.repository.js';

const PERSON_NAMES = statement('invoicing.person-names', 'select id, name from identity.person_names($1::uuid[])');
const COUNCIL_NAMES = statement('invoicing.council-names', 'select id, name from identity.council_names($1::uuid[])');
const ORGANISATION_NAMES = statement(
  'invoicing.organisation-names',
  'select id, name from identity.organisation_names($1::uuid[])',
);

interface Named {
  readonly id: string;
  readonly name: string;
}

interface NameSource {
  readonly edge: symbol;
  readonly names: Statement;
  readonly unknown: string;
}

const SOURCES: Readonly<Record<PayerKind, NameSource>> = {
  PERSON: { edge: Symbol('Invoicing: person name by id'), names: PERSON_NAMES, unknown: 'Somebody' },
  COUNCIL: { edge: Symbol('Invoicing: council name by id'), names: COUNCIL_NAMES, unknown: 'The council' },
  ORGANISATION: {
    edge: Symbol('Invoicing: organisation name by id'),
    names: ORGANISATION_NAMES,
    unknown: 'An organisation',
  },
};

/** The name of a payer or officer on an invoice that the reader may see. */
export async function nameOf(context: OperationContext, kind: PayerKind, id: string): Promise<string> {
  const { edge, names, unknown } = SOURCES[kind];
  const named = await context
    .loader<Named>(edge, async (ids, { reads }) =>
      inOrderOf(ids, await reads.query<Named>(names, [ids]), (row) => row.id),
    )
    .load(id);
  return named?.name ?? unknown;
}
