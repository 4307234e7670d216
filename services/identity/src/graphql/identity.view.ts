import { londonDate, NIL_ID, type Refusal } from '@owncourse/kernel/contract';
import type { MandateRow } from '../persistence/mandate.repository.js';

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
    joint: row.joint,
    declaredConflict: row.declared_conflict,
    endReason: row.end_reason,
    inForce: row.ended_at === null && row.starts_on <= today && (row.ends_on === null || row.ends_on >= today),
  };
}

/** Never says whether the e-mail or the password was wrong. */
export function signInRefused(refusal: Refusal): View {
  if (refusal.code === 'TOO_MANY_TRIES') {
    const seconds = Number(refusal.details['seconds']);
    const minutes = Math.ceil(seconds / 60);
    return {
      __typename: 'SignInRefused',
      message: 'There were too many tries, so we stopped to keep the account safe.',
      whatToDo: `Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again.`,
      retryAfterSeconds: seconds,
    };
  }
  if (refusal.code !== 'SIGN_IN_FAILED') throw refusal;
  return {
    __typename: 'SignInRefused',
    message: 'That e-mail address and password do not go together.',
    whatToDo: 'Check both and try again. Nothing was changed.',
    retryAfterSeconds: null,
  };
}
