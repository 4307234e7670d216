import { londonDate, NIL_ID } from '@owncourse/kernel/contract';
import type { MandateRow } from '../persistence/identity.repository.js';

export type View = Record<string, unknown>;

function orNull(id: string): string | null {
  return id === NIL_ID ? null : id;
}

export function mandateView(
  row: MandateRow,
  at: Date,
): View & { readonly actorPersonId: string | null; readonly actorOrganisationId: string | null } {
  const today = londonDate(at);
  return {
    __typename: 'Mandate',
    id: row.id,
    person: { id: row.person_id },
    actorPersonId: orNull(row.actor_person_id),
    actorOrganisationId: orNull(row.actor_organisation_id),
    type: row.type,
    scopes: row.scopes,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    endedAt: row.ended_at,
    perOrderLimitPence: row.per_order_limit_pence,
    perMonthLimitPence: row.per_month_limit_pence,
    evidence: row.evidence,
    inForce: row.ended_at === null && row.starts_on <= today && (row.ends_on === null || row.ends_on >= today),
  };
}
